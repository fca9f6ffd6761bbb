package io.otpengine.sms;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A text made fit to be heard, and the language to say it in. */
final class Speech {
    /** The region a language is spoken in when the message names none. */
    private static final Map<String, String> REGIONS = regions(
            "ar-EG bg-BG bn-IN ca-ES cs-CZ da-DK de-DE el-GR en-US es-ES et-EE fi-FI fr-FR he-IL hi-IN hr-HR hu-HU id-ID "
                    + "it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-NL no-NO pl-PL pt-PT ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE "
                    + "th-TH tr-TR uk-UA vi-VN zh-CN");

    private Speech() {}

    /** The words twice, without what is only for the phone's eyes, and the code one character after the other. */
    static String of(String text, String code) {
        String spelled = code.chars().mapToObj(Character::toString).collect(Collectors.joining(", "));
        String words = SmsEnding.without(text).replace(code, spelled).strip();
        return words + "\n" + words;
    }

    /** The language with a region, as voices have it; empty for one this table lacks. */
    static Optional<String> language(String language) {
        if (language.indexOf('-') > 0) {
            return Optional.of(language);
        }
        return Optional.ofNullable(REGIONS.get(language)).map(region -> language + "-" + region);
    }

    private static Map<String, String> regions(String tags) {
        Map<String, String> regions = new HashMap<>();
        for (String tag : tags.split(" ", -1)) {
            Locale locale = Locale.forLanguageTag(tag);
            regions.put(tag.substring(0, 2), locale.getCountry());
        }
        return Map.copyOf(regions);
    }
}
