package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import io.otpengine.sms.internal.Identifiers;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What all gateways over HTTP are built from. Not safe for use by several threads.
 *
 * @param <B> the builder
 * @param <G> what it builds
 */
public abstract class GatewayBuilder<B extends GatewayBuilder<B, G>, G> {
    private String name;
    private @Nullable URI endpoint;
    private @Nullable URI receipts;
    private HttpOptions http = HttpOptions.recommended();

    GatewayBuilder(String name, @Nullable URI endpoint) {
        this.name = name;
        this.endpoint = endpoint;
    }

    /**
     * Sets the gateway's name for results, events and logs, so that two accounts of one provider can stand in one
     * failover. Receipts keep the provider's own name.
     *
     * @param account 1 to 64 printable ASCII characters without spaces; the provider's name unless set
     * @return this
     * @throws InvalidRequestException if it is anything else
     */
    public B name(String account) {
        this.name = Identifiers.name(account);
        return self();
    }

    /**
     * Sets the server.
     *
     * @param server an https address, or http on this machine, without a path, a query, a fragment or a user
     * @return this
     * @throws InvalidRequestException if it is anything else
     */
    public B endpoint(URI server) {
        this.endpoint = Settings.server("endpoint", server);
        return self();
    }

    /**
     * Sets where the provider sends receipts to. Unless set, the provider is not asked for any.
     *
     * @param address the public address of your {@link ReceiptHandler}
     * @return this
     * @throws InvalidRequestException if it is neither https nor on this machine, or has a fragment
     */
    public B receipts(URI address) {
        this.receipts = Settings.address("receipts", address);
        return self();
    }

    /**
     * Sets how HTTP is talked.
     *
     * @param options times and client
     * @return this
     * @throws InvalidRequestException if they are null
     */
    public B http(HttpOptions options) {
        this.http = Settings.required("http", options);
        return self();
    }

    /**
     * Makes the gateway.
     *
     * @return the gateway
     * @throws InvalidRequestException if something required is missing
     */
    public abstract G build();

    /** Each builder is the {@code B} of its own declaration. */
    @SuppressWarnings("unchecked")
    final B self() {
        return (B) this;
    }

    URI at(String path) {
        return Settings.required("endpoint", endpoint).resolve(path);
    }

    @Nullable
    URI receipts() {
        return receipts;
    }

    Outcomes outcomes() {
        return new Outcomes(name);
    }

    HttpTransport transport(Outcomes outcomes) {
        return new HttpTransport(outcomes, http);
    }
}
