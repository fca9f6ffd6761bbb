package io.otpengine.sms;

import java.util.List;
import java.util.Optional;

/**
 * The languages that a provider's voices speak, each with its region. Of several for a language, the first is the one for
 * a region that is not listed.
 */
record Voices(List<String> tags) {
    /**
     * What Twilio's {@code <Say>} speaks, as its documentation listed it for its own voices. Which voices an account has
     * beside these is a setting of the account, so what is not here might place a call that says nothing.
     */
    static final Voices TWILIO = listed("ca-ES da-DK de-DE en-US en-AU en-CA en-GB en-IN es-ES es-MX fi-FI fr-FR fr-CA "
            + "it-IT ja-JP ko-KR nb-NO nl-NL pl-PL pt-PT pt-BR ru-RU sv-SE zh-CN zh-HK zh-TW");

    /** Those of tyntec's text-to-speech API, as its description lists them but for its spelling ({@code de_de}). */
    static final Voices TYNTEC = listed(
            "ar-EG ar-SA bg-BG ca-ES cs-CZ da-DK de-DE de-AT de-CH el-GR en-US en-AU en-CA en-GB "
                    + "en-IE en-IN es-ES es-MX fi-FI fr-FR fr-CA fr-CH he-IL hi-IN hr-HR hu-HU id-ID it-IT ja-JP ko-KR ms-MY "
                    + "nb-NO nl-NL nl-BE pl-PL pt-PT ro-RO ru-RU sk-SK sl-SI sv-SE ta-IN th-TH tr-TR vi-VN zh-CN zh-HK zh-TW");

    private static Voices listed(String tags) {
        return new Voices(List.of(tags.split(" ", -1)));
    }

    /** The voice for a language, if possible that of its region; empty for a language that is not spoken. */
    Optional<String> of(String tag) {
        // Norwegian is listed as one of its two written forms.
        String wanted = tag.regionMatches(true, 0, "no-", 0, 3) ? "nb" + tag.substring(2) : tag;
        String language = wanted.substring(0, wanted.indexOf('-') + 1);
        return tags.stream()
                .filter(wanted::equalsIgnoreCase)
                .findFirst()
                .or(() -> tags.stream()
                        .filter(voice ->
                                !language.isEmpty() && voice.regionMatches(true, 0, language, 0, language.length()))
                        .findFirst());
    }
}
