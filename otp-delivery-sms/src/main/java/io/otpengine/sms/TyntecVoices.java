package io.otpengine.sms;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The voices of tyntec's text-to-speech API, as its description lists them. */
final class TyntecVoices {
    /** Of several for a language, the first is the one for a region that is not listed. */
    private static final String[] VOICES =
            ("ar_eg ar_sa bg_bg ca_es cs_cz da_dk de_de de_at de_ch el_gr en_us en_au en_ca en_gb "
                            + "en_ie en_in es_es es_mx fi_fi fr_fr fr_ca fr_ch he_il hi_in hr_hr hu_hu id_id it_it ja_jp ko_kr ms_my "
                            + "nb_no nl_nl nl_be pl_pl pt_pt ro_ro ru_ru sk_sk sl_si sv_se ta_in th_th tr_tr vi_vn zh_cn zh_hk zh_tw")
                    .split(" ", -1);

    private TyntecVoices() {}

    /** The voice for a language, if possible that of its region; empty for a language that is not spoken. */
    static Optional<String> of(String tag) {
        String voice = tag.replace('-', '_').toLowerCase(Locale.ROOT);
        // Norwegian is listed as one of its two written forms.
        String wanted = voice.startsWith("no_") ? "nb" + voice.substring(2) : voice;
        String language = wanted.substring(0, wanted.indexOf('_') + 1);
        return Arrays.stream(VOICES)
                .filter(wanted::equals)
                .findFirst()
                .or(() -> Arrays.stream(VOICES)
                        .filter(candidate -> !language.isEmpty() && candidate.startsWith(language))
                        .findFirst());
    }
}
