package io.otpengine.sms;

import io.otpengine.spi.OtpMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who sends at Twilio, by text or by call.
 *
 * @param sid the account: {@code AC} and 32 hexadecimal digits
 * @param user what signs in: the account's sid again, or the sid of an API key ({@code SK…})
 * @param password the auth token, or the API key's secret
 */
public record TwilioAccount(String sid, String user, Secret password) {
    static final String NAME = "twilio";
    static final String VOICE = "twilio-voice";

    private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final Pattern USER = Pattern.compile("(?:AC|SK)[0-9a-fA-F]{32}");

    /**
     * Checks the forms.
     *
     * @param sid the account
     * @param user what signs in
     * @param password the token or secret
     * @throws io.otpengine.InvalidRequestException if one is missing or malformed
     */
    public TwilioAccount {
        Settings.matching("sid", sid, ACCOUNT, "must be AC and 32 hexadecimal digits");
        Settings.matching("user", user, USER, "must be AC or SK and 32 hexadecimal digits");
        Settings.required("password", password);
    }

    /**
     * An account that signs in with its auth token.
     *
     * @param sid the account's sid
     * @param authToken its token
     * @return the account
     */
    public static TwilioAccount of(String sid, Secret authToken) {
        return new TwilioAccount(sid, sid, authToken);
    }

    /**
     * An account that signs in with an API key, which can be revoked by itself.
     *
     * @param sid the account's sid
     * @param keySid the key's sid
     * @param keySecret the key's secret
     * @return the account
     */
    public static TwilioAccount withApiKey(String sid, String keySid, Secret keySecret) {
        return new TwilioAccount(sid, keySid, keySecret);
    }

    String path(String resource) {
        return "/2010-04-01/Accounts/" + sid + "/" + resource;
    }

    Post post(URI resource, Form form) {
        byte[] credentials = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        String basic = "Basic " + Base64.getEncoder().encodeToString(credentials);
        return Post.form(resource, Map.of("Authorization", basic), form);
    }

    /** The receipt has no field of ours, so that the address it comes to must carry the reference. */
    @Nullable
    URI callback(@Nullable URI receipts, OtpMessage message) {
        return receipts == null ? null : Form.withQuery(receipts, TwilioReceipts.REFERENCE, message.reference());
    }
}
