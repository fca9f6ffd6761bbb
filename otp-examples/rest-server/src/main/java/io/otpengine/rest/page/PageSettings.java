package io.otpengine.rest.page;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be set about the page. */
public final class PageSettings {
    /** Whether to show it; unset is shown in demo mode alone. */
    @Option(
            names = "--page",
            paramLabel = "true|false",
            description = "Whether there is a page at /; unset is yes in demo mode and no in production.")
    public @Nullable Boolean shown;

    /** Whose OTPs it sends. */
    @Option(
            names = "--page-account",
            paramLabel = "NAME",
            defaultValue = "demo",
            description = "The account on which the page sends; demo unless set.")
    public String account = "demo";
}
