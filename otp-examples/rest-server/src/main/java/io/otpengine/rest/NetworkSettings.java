package io.otpengine.rest;

import picocli.CommandLine.Option;

/** Where to listen. */
final class NetworkSettings {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; 127.0.0.1 unless set.")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port to listen on, 0 for any that is free; 8080 unless set.")
    int port = 8080;
}
