package io.otpengine.spi;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.OtpEvent;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link OtpRecord} out of another: sets what differs. Each setter is named for its component, takes what it
 * takes and returns this builder. Not safe for use by several threads.
 */
public final class OtpRecordBuilder {
    private OtpId id;
    private long version;
    private String accountId;
    private ApplicationId applicationId;
    private String number;
    private OtpStatus status;
    private int attemptCount;
    private int attemptsAllowed;
    private int sends;
    private Instant created;
    private Instant expires;
    private String language;
    private Channel channel;
    private @Nullable String sender;
    private @Nullable String caller;
    private @Nullable String referenceId;
    private @Nullable Digest bindingDigest;
    private @Nullable Sealed sealed;
    private boolean streakOpen;
    private @Nullable String provider;
    private @Nullable String messageId;
    private List<OtpEvent> events;

    OtpRecordBuilder(OtpRecord from) {
        id = from.id();
        version = from.version();
        accountId = from.accountId();
        applicationId = from.applicationId();
        number = from.number();
        status = from.status();
        attemptCount = from.attemptCount();
        attemptsAllowed = from.attemptsAllowed();
        sends = from.sends();
        created = from.created();
        expires = from.expires();
        language = from.language();
        channel = from.channel();
        sender = from.sender();
        caller = from.caller();
        referenceId = from.referenceId();
        bindingDigest = from.bindingDigest();
        sealed = from.sealed();
        streakOpen = from.streakOpen();
        provider = from.provider();
        messageId = from.messageId();
        events = from.events();
    }

    /**
     * Sets {@link OtpRecord#id()}.
     *
     * @param id as there
     * @return this
     */
    public OtpRecordBuilder id(OtpId id) {
        this.id = id;
        return this;
    }

    /**
     * Sets {@link OtpRecord#version()}.
     *
     * @param version as there
     * @return this
     */
    public OtpRecordBuilder version(long version) {
        this.version = version;
        return this;
    }

    /**
     * Sets {@link OtpRecord#accountId()}.
     *
     * @param accountId as there
     * @return this
     */
    public OtpRecordBuilder accountId(String accountId) {
        this.accountId = accountId;
        return this;
    }

    /**
     * Sets {@link OtpRecord#applicationId()}.
     *
     * @param applicationId as there
     * @return this
     */
    public OtpRecordBuilder applicationId(ApplicationId applicationId) {
        this.applicationId = applicationId;
        return this;
    }

    /**
     * Sets {@link OtpRecord#number()}.
     *
     * @param number as there
     * @return this
     */
    public OtpRecordBuilder number(String number) {
        this.number = number;
        return this;
    }

    /**
     * Sets {@link OtpRecord#status()}.
     *
     * @param status as there
     * @return this
     */
    public OtpRecordBuilder status(OtpStatus status) {
        this.status = status;
        return this;
    }

    /**
     * Sets {@link OtpRecord#attemptCount()}.
     *
     * @param attemptCount as there
     * @return this
     */
    public OtpRecordBuilder attemptCount(int attemptCount) {
        this.attemptCount = attemptCount;
        return this;
    }

    /**
     * Sets {@link OtpRecord#attemptsAllowed()}.
     *
     * @param attemptsAllowed as there
     * @return this
     */
    public OtpRecordBuilder attemptsAllowed(int attemptsAllowed) {
        this.attemptsAllowed = attemptsAllowed;
        return this;
    }

    /**
     * Sets {@link OtpRecord#sends()}.
     *
     * @param sends as there
     * @return this
     */
    public OtpRecordBuilder sends(int sends) {
        this.sends = sends;
        return this;
    }

    /**
     * Sets {@link OtpRecord#created()}.
     *
     * @param created as there
     * @return this
     */
    public OtpRecordBuilder created(Instant created) {
        this.created = created;
        return this;
    }

    /**
     * Sets {@link OtpRecord#expires()}.
     *
     * @param expires as there
     * @return this
     */
    public OtpRecordBuilder expires(Instant expires) {
        this.expires = expires;
        return this;
    }

    /**
     * Sets {@link OtpRecord#language()}.
     *
     * @param language as there
     * @return this
     */
    public OtpRecordBuilder language(String language) {
        this.language = language;
        return this;
    }

    /**
     * Sets {@link OtpRecord#channel()}.
     *
     * @param channel as there
     * @return this
     */
    public OtpRecordBuilder channel(Channel channel) {
        this.channel = channel;
        return this;
    }

    /**
     * Sets {@link OtpRecord#sender()}.
     *
     * @param sender as there
     * @return this
     */
    public OtpRecordBuilder sender(@Nullable String sender) {
        this.sender = sender;
        return this;
    }

    /**
     * Sets {@link OtpRecord#caller()}.
     *
     * @param caller as there
     * @return this
     */
    public OtpRecordBuilder caller(@Nullable String caller) {
        this.caller = caller;
        return this;
    }

    /**
     * Sets {@link OtpRecord#referenceId()}.
     *
     * @param referenceId as there
     * @return this
     */
    public OtpRecordBuilder referenceId(@Nullable String referenceId) {
        this.referenceId = referenceId;
        return this;
    }

    /**
     * Sets {@link OtpRecord#bindingDigest()}.
     *
     * @param bindingDigest as there
     * @return this
     */
    public OtpRecordBuilder bindingDigest(@Nullable Digest bindingDigest) {
        this.bindingDigest = bindingDigest;
        return this;
    }

    /**
     * Sets {@link OtpRecord#sealed()}.
     *
     * @param sealed as there
     * @return this
     */
    public OtpRecordBuilder sealed(@Nullable Sealed sealed) {
        this.sealed = sealed;
        return this;
    }

    /**
     * Sets {@link OtpRecord#streakOpen()}.
     *
     * @param streakOpen as there
     * @return this
     */
    public OtpRecordBuilder streakOpen(boolean streakOpen) {
        this.streakOpen = streakOpen;
        return this;
    }

    /**
     * Sets {@link OtpRecord#provider()}.
     *
     * @param provider as there
     * @return this
     */
    public OtpRecordBuilder provider(@Nullable String provider) {
        this.provider = provider;
        return this;
    }

    /**
     * Sets {@link OtpRecord#messageId()}.
     *
     * @param messageId as there
     * @return this
     */
    public OtpRecordBuilder messageId(@Nullable String messageId) {
        this.messageId = messageId;
        return this;
    }

    /**
     * Sets {@link OtpRecord#events()}.
     *
     * @param events as there
     * @return this
     */
    public OtpRecordBuilder events(List<OtpEvent> events) {
        this.events = events;
        return this;
    }

    /**
     * Makes the record.
     *
     * @return the record
     */
    public OtpRecord build() {
        return new OtpRecord(
                id,
                version,
                accountId,
                applicationId,
                number,
                status,
                attemptCount,
                attemptsAllowed,
                sends,
                created,
                expires,
                language,
                channel,
                sender,
                caller,
                referenceId,
                bindingDigest,
                sealed,
                streakOpen,
                provider,
                messageId,
                events);
    }
}
