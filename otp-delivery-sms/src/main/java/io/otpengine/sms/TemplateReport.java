package io.otpengine.sms;

import java.util.List;

/**
 * What {@link TemplateLinter} has to say about a template.
 *
 * @param size what the message costs with the longest code
 * @param findings what there is to know, the reasons for the cost among it
 */
public record TemplateReport(SmsSize size, List<Finding> findings) {

    /**
     * Whether the template must be changed before it is used.
     *
     * @return whether one of the findings is an error
     */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.kind().isError());
    }

    /**
     * One thing to know about a template.
     *
     * @param kind what it is
     * @param message a sentence for who wrote the template
     */
    public record Finding(Kind kind, String message) {}

    /** What can be said about a template. */
    public enum Kind {
        /** Error: the code is not in it. */
        NO_CODE(true),
        /** Error: something in double braces that nothing is put in for. */
        UNKNOWN_PLACEHOLDER(true),
        /** Error: characters that change how the rest is read. */
        CONTROL_CHARACTER(true),
        /** Error: two endings. */
        TWO_ENDINGS(true),
        /** Error: a domain-bound line that browsers do not read. */
        BROKEN_ENDING(true),
        /** Error: longer than Android's SMS Retriever takes. */
        RETRIEVER_TOO_LONG(true),
        /** Error: more parts than allowed. */
        TOO_MANY_PARTS(true),
        /** Cost: more than one part. */
        SEVERAL_PARTS(false),
        /** Cost: characters outside GSM-7. */
        NOT_GSM(false),
        /** Cost: characters that count twice. */
        DOUBLE_WIDTH(false),
        /** Warning: a link. */
        LINK(false);

        private final boolean error;

        Kind(boolean error) {
            this.error = error;
        }

        /**
         * Whether a template with it must not be used.
         *
         * @return {@code false} for what only costs or is unwise
         */
        public boolean isError() {
            return error;
        }
    }
}
