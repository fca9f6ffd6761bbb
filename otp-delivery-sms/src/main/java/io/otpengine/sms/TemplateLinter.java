package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import io.otpengine.sms.TemplateReport.Finding;
import io.otpengine.sms.TemplateReport.Kind;
import io.otpengine.sms.internal.Gsm7;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells before the first send what a template costs and what is wrong with it: call it where templates are saved, or in
 * a test over the templates of an application.
 *
 * @param codeLength the longest code that is put in, 4 to 64 characters
 * @param expire the longest lifetime that {@code {{SEC}}} and {@code {{MIN}}} can show, 0 to 24 hours
 * @param concatenation how the provider ties parts together
 * @param maxParts the most parts a message may have, at least 1
 */
public record TemplateLinter(int codeLength, Duration expire, Concatenation concatenation, int maxParts) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(?:OTP|SEC|MIN)\\}\\}");
    private static final Pattern BRACE = Pattern.compile("[{}]");
    private static final Pattern LINK = Pattern.compile("(?i)\\b(?:https?://|www\\.)");
    private static final int RETRIEVER_BYTES = 140;
    private static final int NAMED = 3;

    /**
     * Checks the settings.
     *
     * @param codeLength the longest code
     * @param expire the longest lifetime
     * @param concatenation how parts are tied together
     * @param maxParts the most parts
     * @throws InvalidRequestException if one is out of its range
     */
    public TemplateLinter {
        if (codeLength < 4 || codeLength > 64) {
            throw InvalidRequestException.outOfRange("codeLength", "4 to 64");
        }
        if (expire == null || concatenation == null) {
            throw InvalidRequestException.required(expire == null ? "expire" : "concatenation");
        }
        if (expire.isNegative() || expire.compareTo(Duration.ofDays(1)) > 0) {
            throw InvalidRequestException.outOfRange("expire", "0 to 24 hours");
        }
        if (maxParts < 1) {
            throw InvalidRequestException.outOfRange("maxParts", "at least 1");
        }
    }

    /**
     * For codes of 11 characters that live up to two hours, the widest any built-in policy allows, in one part.
     *
     * @return the linter
     */
    public static TemplateLinter strict() {
        return new TemplateLinter(11, Duration.ofHours(2), Concatenation.EIGHT_BIT, 1);
    }

    /**
     * Looks at one template.
     *
     * @param template a template or a text for one send
     * @return what it costs at most, and what there is to say about it
     * @throws InvalidRequestException if it is null or blank
     */
    public TemplateReport check(@Nullable String template) {
        if (template == null || template.isBlank()) {
            throw InvalidRequestException.required("template");
        }
        String longest = longest(template);
        SmsSize size = SmsSize.of(longest, concatenation);
        List<Finding> findings = new ArrayList<>();
        placeholders(template, findings);
        characters(template, size, findings);
        ending(template, longest, findings);
        if (size.parts() > 1) {
            String words = size.parts() + " parts in " + size.encoding() + ", " + size.units() + " units of "
                    + size.encoding().single() + " that fit into one";
            findings.add(new Finding(size.parts() > maxParts ? Kind.TOO_MANY_PARTS : Kind.SEVERAL_PARTS, words));
        }
        if (LINK.matcher(template).find()) {
            findings.add(
                    new Finding(Kind.LINK, "a link beside a code teaches users to follow links, and filters drop it"));
        }
        return new TemplateReport(size, List.copyOf(findings));
    }

    private static void placeholders(String template, List<Finding> findings) {
        if (!template.contains("{{OTP}}")) {
            findings.add(new Finding(Kind.NO_CODE, "{{OTP}} is missing"));
        }
        if (BRACE.matcher(literal(template)).find()) {
            findings.add(new Finding(
                    Kind.UNKNOWN_PLACEHOLDER, "there must be no braces but those of {{OTP}}, {{SEC}} and {{MIN}}"));
        }
    }

    private static void characters(String template, SmsSize size, List<Finding> findings) {
        if (Unprintable.in(template)) {
            findings.add(new Finding(
                    Kind.CONTROL_CHARACTER, "control characters, bidi marks and zero-width characters are refused"));
        }
        if (size.encoding() == SmsEncoding.UCS_2) {
            findings.add(new Finding(
                    Kind.NOT_GSM,
                    "70 characters fit into a message instead of 160, because of "
                            + named(NonGsmCharacter.in(template))));
        } else if (literal(template).codePoints().anyMatch(c -> Gsm7.septets(c) == 2)) {
            findings.add(new Finding(Kind.DOUBLE_WIDTH, "one of ^ { } \\ [ ~ ] | € counts as two characters"));
        }
    }

    /** The first few: in a text of another script it is nearly all of them. */
    private static String named(List<NonGsmCharacter> characters) {
        String first =
                characters.stream().limit(NAMED).map(NonGsmCharacter::toString).collect(Collectors.joining(", "));
        return characters.size() <= NAMED ? first : first + " and " + (characters.size() - NAMED) + " more";
    }

    private static void ending(String template, String longest, List<Finding> findings) {
        boolean domainBound = SmsEnding.hasDomainLine(template);
        boolean retriever = SmsEnding.isForRetriever(template);
        if (domainBound && retriever) {
            findings.add(new Finding(Kind.TWO_ENDINGS, "a domain-bound line and the SMS Retriever exclude each other"));
        } else if (domainBound && !SmsEnding.endsWithDomainLine(template)) {
            findings.add(new Finding(
                    Kind.BROKEN_ENDING, "the one domain-bound line must be the last line and read @host #{{OTP}}"));
        }
        if (retriever && longest.getBytes(StandardCharsets.UTF_8).length > RETRIEVER_BYTES) {
            findings.add(new Finding(Kind.RETRIEVER_TOO_LONG, "Android's SMS Retriever takes 140 bytes"));
        }
    }

    private String longest(String template) {
        return template.replace("{{OTP}}", "0".repeat(codeLength))
                .replace("{{SEC}}", Long.toString(expire.toSeconds()))
                .replace("{{MIN}}", Long.toString(Math.max(1, expire.toMinutes())));
    }

    private static String literal(String template) {
        return PLACEHOLDER.matcher(template).replaceAll("");
    }
}
