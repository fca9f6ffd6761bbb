package io.otpengine.sms;

import java.util.Arrays;
import java.util.Optional;

/**
 * What Twilio's {@code <Say>} speaks, as its documentation listed it for its own voices. Which voices an account has
 * beside these is a setting of the account, so what is not here might place a call that says nothing.
 */
final class TwilioVoices {
    /** Of several for a language, the first is the one for a region that is not listed. */
    private static final String[] VOICES =
            ("ca-ES da-DK de-DE en-US en-AU en-CA en-GB en-IN es-ES es-MX fi-FI fr-FR fr-CA "
                            + "it-IT ja-JP ko-KR nb-NO nl-NL pl-PL pt-PT pt-BR ru-RU sv-SE zh-CN zh-HK zh-TW")
                    .split(" ", -1);

    private TwilioVoices() {}

    /** The voice for a language, if possible that of its region; empty for a language that is not spoken. */
    static Optional<String> of(String tag) {
        // Norwegian is listed as one of its two written forms.
        String wanted = tag.regionMatches(true, 0, "no-", 0, 3) ? "nb" + tag.substring(2) : tag;
        String language = wanted.substring(0, wanted.indexOf('-') + 1);
        return Arrays.stream(VOICES)
                .filter(wanted::equalsIgnoreCase)
                .findFirst()
                .or(() -> Arrays.stream(VOICES)
                        .filter(voice ->
                                !language.isEmpty() && voice.regionMatches(true, 0, language, 0, language.length()))
                        .findFirst());
    }
}
