package io.otpengine.rest.page;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be set about the page. */
public final class PageSettings {
    /** Whether to show it; unset is shown in demo mode alone. */
    @Option(
            names = "--page",
            paramLabel = "true|false",
            description =
                    "Whether there is a page at /; unset is yes in demo mode and no in production, where it is the"
                            + " sign-in form, and the application's settings for who types an API key.")
    public @Nullable Boolean shown;

    /** Whose OTPs it sends. */
    @Option(
            names = "--page-account",
            paramLabel = "NAME",
            defaultValue = "demo",
            description = "The account on which the page sends; demo unless set.")
    public String account = "demo";

    /** What text messages can be bound to. */
    @Option(
            names = "--page-host",
            paramLabel = "HOST",
            description = "The host name at which browsers see the page. With it, texts can be bound to that host, and"
                    + " browsers with WebOTP fill in their codes; unset, no text is bound.")
    public @Nullable String host;
}
