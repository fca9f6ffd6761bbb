package io.otpengine.sms.smpp;

import io.otpengine.DeliveryReport;
import io.otpengine.InvalidRequestException;
import io.otpengine.sms.Secret;
import io.otpengine.sms.internal.Identifiers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Builds an {@link SmppGateway}. Not safe for use by several threads. */
public final class SmppBuilder {
    private static final int MOST_HOSTS = 8;

    final String name;
    List<Host> hosts = List.of();
    String systemId = "";
    Secret password = Secret.from(() -> "");
    String systemType = "";

    @Nullable
    SSLSocketFactory tls;

    SmppAlphabet alphabet = SmppAlphabet.GSM;
    SmppLongText longText = SmppLongText.PAYLOAD;
    int maxParts = 2;
    IdForm idForm = IdForm.ALIKE;
    int binds = 1;
    int window = 10;
    Backoff reconnect = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(60));
    Duration connect = Duration.ofSeconds(2);
    Duration attempt = Duration.ofSeconds(10);
    Duration enquireLink = Duration.ofSeconds(30);
    InstantSource clock = InstantSource.system();
    Consumer<DeliveryReport> reports = report -> {};

    private boolean receipts;

    SmppBuilder(String name) {
        this.name = Identifiers.name(name);
    }

    private SmppBuilder(SmppBuilder other) {
        this.name = other.name;
        this.hosts = other.hosts;
        this.systemId = other.systemId;
        this.password = other.password;
        this.systemType = other.systemType;
        this.tls = other.tls;
        this.alphabet = other.alphabet;
        this.longText = other.longText;
        this.maxParts = other.maxParts;
        this.idForm = other.idForm;
        this.binds = other.binds;
        this.reconnect = other.reconnect;
        this.window = other.window;
        this.connect = other.connect;
        this.attempt = other.attempt;
        this.enquireLink = other.enquireLink;
        this.clock = other.clock;
        this.reports = other.reports;
        this.receipts = other.receipts;
    }

    /**
     * Adds an address of the SMSC, at least one. They are tried in this order: the next one when one cannot be bound, and
     * the first one again when a session is lost.
     *
     * @param address host name or address
     * @param port 1 to 65535; the usual one is 2775, with TLS 3550
     * @return this
     * @throws InvalidRequestException if there are more than eight, the address is blank or the port out of range
     */
    public SmppBuilder at(String address, int port) {
        if (hosts.size() == MOST_HOSTS) {
            throw InvalidRequestException.outOfRange("host", "at most 8 addresses");
        }
        List<Host> more = new ArrayList<>(hosts);
        more.add(new Host(Checks.required("host", address), Checks.number("port", port, 65_535)));
        this.hosts = List.copyOf(more);
        return this;
    }

    /**
     * Sets who binds, required.
     *
     * @param id the system id, at most 15 characters of ASCII
     * @param secret the password, at most 8 characters of ASCII; read anew for each bind
     * @return this
     * @throws InvalidRequestException if one is missing, or the id is none
     */
    public SmppBuilder account(String id, Secret secret) {
        Checks.ascii("systemId", Checks.required("systemId", id), 15);
        this.systemId = id;
        this.password = Checks.required("password", secret);
        return this;
    }

    /**
     * Sets the system type, empty unless set.
     *
     * @param type as the operator says, at most 12 characters of ASCII
     * @return this
     * @throws InvalidRequestException if it is blank or anything else
     */
    public SmppBuilder systemType(String type) {
        this.systemType = Checks.ascii("systemType", Checks.required("systemType", type), 12);
        return this;
    }

    /**
     * Encrypts the session. Without it, codes and the password cross the network in clear, for which only a private line
     * is an excuse.
     *
     * @param sockets makes the sockets; the certificate must name the host
     * @return this
     * @throws InvalidRequestException if it is null
     */
    public SmppBuilder tls(SSLSocketFactory sockets) {
        this.tls = Checks.required("tls", sockets);
        return this;
    }

    /**
     * Sets what the SMSC takes octets for, {@link SmppAlphabet#GSM} unless set.
     *
     * @param octets the alphabet
     * @return this
     * @throws InvalidRequestException if it is null
     */
    public SmppBuilder alphabet(SmppAlphabet octets) {
        this.alphabet = Checks.required("alphabet", octets);
        return this;
    }

    /**
     * Sets how texts go that are longer than a single message, {@link SmppLongText#PAYLOAD} unless set.
     *
     * @param way as the operator says
     * @return this
     * @throws InvalidRequestException if it is null
     */
    public SmppBuilder longText(SmppLongText way) {
        this.longText = Checks.required("longText", way);
        return this;
    }

    /**
     * Sets the most parts a message may have in the alphabet it goes in; a longer one is rejected before it is sent. The
     * channel's own limit counts in GSM 03.38 and holds too.
     *
     * @param parts 1 to 10; 2 unless set
     * @return this
     * @throws InvalidRequestException if it is out of range
     */
    public SmppBuilder maxParts(int parts) {
        this.maxParts = Checks.number("maxParts", parts, 10);
        return this;
    }

    /**
     * Sets who is told of receipts; none are asked for unless set.
     *
     * @param sink usually {@code engine::report}; called on one thread of the gateway's. While 1,000 receipts wait for it,
     *     the SMSC is asked to send more of them later
     * @return this
     * @throws InvalidRequestException if it is null
     */
    public SmppBuilder receipts(Consumer<DeliveryReport> sink) {
        this.reports = Checks.required("receipts", sink);
        this.receipts = true;
        return this;
    }

    /**
     * Says that the SMSC answers with ids in hexadecimal and repeats them in decimal in the words of its receipts.
     *
     * @return this
     */
    public SmppBuilder hexIds() {
        this.idForm = IdForm.HEX_THEN_DECIMAL;
        return this;
    }

    /**
     * Says that the SMSC answers with ids in decimal and repeats them in hexadecimal in the words of its receipts.
     *
     * @return this
     */
    public SmppBuilder decimalIds() {
        this.idForm = IdForm.DECIMAL_THEN_HEX;
        return this;
    }

    /**
     * Sets how many sessions are bound at a time. Operators limit them.
     *
     * @param sessions 1 to 32; 1 unless set
     * @return this
     * @throws InvalidRequestException if it is out of range
     */
    public SmppBuilder binds(int sessions) {
        this.binds = Checks.number("binds", sessions, 32);
        return this;
    }

    /**
     * Sets how many messages may wait for their answer at a time on each session.
     *
     * @param messages 1 to 1,000; 10 unless set
     * @return this
     * @throws InvalidRequestException if it is out of range
     */
    public SmppBuilder window(int messages) {
        this.window = Checks.number("window", messages, 1_000);
        return this;
    }

    /**
     * Sets the longest time a connection may take to be made, its TLS included, and a message waits for a bind.
     *
     * @param longest 1 ms to one minute; 2 s unless set
     * @return this
     * @throws InvalidRequestException if it is null or out of range
     */
    public SmppBuilder connect(Duration longest) {
        this.connect = Checks.time("connect", longest);
        return this;
    }

    /**
     * Sets the longest time an answer may take.
     *
     * @param longest 1 ms to one minute; 10 s unless set
     * @return this
     * @throws InvalidRequestException if it is null or out of range
     */
    public SmppBuilder attempt(Duration longest) {
        this.attempt = Checks.time("attempt", longest);
        return this;
    }

    /**
     * Sets how often an idle session is checked.
     *
     * @param interval 1 ms to one minute; 30 s unless set
     * @return this
     * @throws InvalidRequestException if it is null or out of range
     */
    public SmppBuilder enquireLink(Duration interval) {
        this.enquireLink = Checks.time("enquireLink", interval);
        return this;
    }

    /**
     * Sets the pauses between binds, after a session was lost or none could be had. They double from the first to the
     * longest, and vary by half, so that nodes do not come back in step; when the credentials are refused, the longest is
     * the first.
     *
     * @param first above zero; 250 ms unless set
     * @param longest at least the first, at most ten minutes; 60 s unless set
     * @return this
     * @throws InvalidRequestException if one is null or out of range
     */
    public SmppBuilder reconnect(Duration first, Duration longest) {
        if (first == null
                || longest == null
                || first.isNegative()
                || first.isZero()
                || first.compareTo(longest) > 0
                || longest.compareTo(Duration.ofMinutes(10)) > 0) {
            throw InvalidRequestException.outOfRange(
                    "reconnect", "above 0, the longest at least the first and at most 600 s");
        }
        this.reconnect = new Backoff(first, longest);
        return this;
    }

    /**
     * Sets the clock that receipts are dated and forgotten by.
     *
     * @param source the engine's
     * @return this
     * @throws InvalidRequestException if it is null
     */
    public SmppBuilder clock(InstantSource source) {
        this.clock = Checks.required("clock", source);
        return this;
    }

    /**
     * Makes the gateway, which binds at once, in the background.
     *
     * @return the gateway, to be closed by who built it
     * @throws InvalidRequestException if SMSC or account are missing, or the password is too long
     */
    public SmppGateway build() {
        if (hosts.isEmpty()) {
            throw InvalidRequestException.required("host");
        }
        Checks.required("systemId", systemId);
        checkedPassword();
        return new SmppGateway(new SmppBuilder(this));
    }

    boolean wantsReceipts() {
        return receipts;
    }

    /** The library would repeat a longer one in its exception, and log it. */
    String checkedPassword() {
        return Checks.ascii("password", password.reveal(), 8);
    }
}
