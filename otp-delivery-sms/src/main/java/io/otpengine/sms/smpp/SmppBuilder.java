package io.otpengine.sms.smpp;

import io.otpengine.DeliveryReport;
import io.otpengine.InvalidRequestException;
import io.otpengine.sms.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Builds an {@link SmppGateway}. Not safe for use by several threads. */
public final class SmppBuilder {
    final String name;
    String host = "";
    int port = 2775;
    String systemId = "";
    Secret password = Secret.from(() -> "");
    String systemType = "";

    @Nullable
    SSLSocketFactory tls;

    SmppAlphabet alphabet = SmppAlphabet.GSM;
    boolean hexIds;
    int window = 10;
    Duration connect = Duration.ofSeconds(2);
    Duration attempt = Duration.ofSeconds(10);
    Duration enquireLink = Duration.ofSeconds(30);
    InstantSource clock = InstantSource.system();
    Consumer<DeliveryReport> reports = report -> {};

    private boolean receipts;

    SmppBuilder(String name) {
        if (name == null || !name.matches("[!-~]{1,64}")) {
            throw InvalidRequestException.malformed("name", "must be 1 to 64 printable ASCII characters");
        }
        this.name = name;
    }

    private SmppBuilder(SmppBuilder other) {
        this.name = other.name;
        this.host = other.host;
        this.port = other.port;
        this.systemId = other.systemId;
        this.password = other.password;
        this.systemType = other.systemType;
        this.tls = other.tls;
        this.alphabet = other.alphabet;
        this.hexIds = other.hexIds;
        this.window = other.window;
        this.connect = other.connect;
        this.attempt = other.attempt;
        this.enquireLink = other.enquireLink;
        this.clock = other.clock;
        this.reports = other.reports;
        this.receipts = other.receipts;
    }

    /**
     * Sets the SMSC, required.
     *
     * @param address host name or address
     * @param number 1 to 65535; the usual one is 2775
     * @return this
     */
    public SmppBuilder at(String address, int number) {
        if (number < 1 || number > 65_535) {
            throw InvalidRequestException.outOfRange("port", "1 to 65535");
        }
        this.host = required("host", address);
        this.port = number;
        return this;
    }

    /**
     * Sets who binds, required.
     *
     * @param id the system id, at most 15 characters
     * @param secret the password, at most 8 characters
     * @return this
     */
    public SmppBuilder account(String id, Secret secret) {
        if (required("systemId", id).length() > 15) {
            throw InvalidRequestException.outOfRange("systemId", "at most 15 characters");
        }
        if (secret == null) {
            throw InvalidRequestException.required("password");
        }
        this.systemId = id;
        this.password = secret;
        return this;
    }

    /**
     * Sets the system type, empty unless set.
     *
     * @param type as the operator says
     * @return this
     */
    public SmppBuilder systemType(String type) {
        this.systemType = required("systemType", type);
        return this;
    }

    /**
     * Encrypts the session. Without it, codes and the password cross the network in clear, for which only a private line
     * is an excuse.
     *
     * @param sockets makes the sockets; the certificate must name the host
     * @return this
     */
    public SmppBuilder tls(SSLSocketFactory sockets) {
        if (sockets == null) {
            throw InvalidRequestException.required("tls");
        }
        this.tls = sockets;
        return this;
    }

    /**
     * Sets what the SMSC takes octets for, {@link SmppAlphabet#GSM} unless set.
     *
     * @param octets the alphabet
     * @return this
     */
    public SmppBuilder alphabet(SmppAlphabet octets) {
        if (octets == null) {
            throw InvalidRequestException.required("alphabet");
        }
        this.alphabet = octets;
        return this;
    }

    /**
     * Sets who is told of receipts; none are asked for unless set.
     *
     * @param sink usually {@code engine::report}; called on the library's thread, so it must not take long
     * @return this
     */
    public SmppBuilder receipts(Consumer<DeliveryReport> sink) {
        if (sink == null) {
            throw InvalidRequestException.required("receipts");
        }
        this.reports = sink;
        this.receipts = true;
        return this;
    }

    /**
     * Says that the SMSC answers with ids in hexadecimal and repeats them in decimal in the words of its receipts.
     *
     * @return this
     */
    public SmppBuilder hexIds() {
        this.hexIds = true;
        return this;
    }

    /**
     * Sets how many messages may wait for their answer at a time.
     *
     * @param messages 1 to 1,000; 10 unless set
     * @return this
     */
    public SmppBuilder window(int messages) {
        if (messages < 1 || messages > 1_000) {
            throw InvalidRequestException.outOfRange("window", "1 to 1,000");
        }
        this.window = messages;
        return this;
    }

    /**
     * Sets the longest time an answer may take.
     *
     * @param longest above zero, at most one minute; 10 s unless set
     * @return this
     */
    public SmppBuilder attempt(Duration longest) {
        this.attempt = time("attempt", longest);
        return this;
    }

    /**
     * Sets how often an idle session is checked.
     *
     * @param interval above zero, at most one minute; 30 s unless set
     * @return this
     */
    public SmppBuilder enquireLink(Duration interval) {
        this.enquireLink = time("enquireLink", interval);
        return this;
    }

    /**
     * Makes the gateway, which binds at once, in the background.
     *
     * @return the gateway, to be closed by who built it
     * @throws InvalidRequestException if SMSC or account are missing
     */
    public SmppGateway build() {
        required("host", host);
        required("systemId", systemId);
        return new SmppGateway(new SmppBuilder(this));
    }

    boolean wantsReceipts() {
        return receipts;
    }

    boolean isLocal() {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    private static Duration time(String field, @Nullable Duration value) {
        if (value == null || value.isNegative() || value.isZero() || value.compareTo(Duration.ofMinutes(1)) > 0) {
            throw InvalidRequestException.outOfRange(field, "above 0 and at most 60 s");
        }
        return value;
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw InvalidRequestException.required(field);
        }
        return value;
    }
}
