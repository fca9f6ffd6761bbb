package io.otpengine.testkit;

import io.otpengine.Applications;
import io.otpengine.DeliveryReport;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.OtpId;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.VerifyRequest;
import java.util.List;
import java.util.Optional;

/**
 * What an application does with an engine, as the kit asks it: the engine itself, or whatever an application has put
 * around it. All methods but two ask the engine; override those that your code is in the way of:
 *
 * <pre>{@code
 * record Audited(OtpEngine engine, AuditLog log) implements OtpFlow {
 *     public OtpFlow forAccount(String accountId) {
 *         return new Audited(engine.forAccount(accountId), log);
 *     }
 *
 *     public Verification verify(VerifyRequest request) {
 *         return log.around(() -> engine.verify(request));
 *     }
 * }
 * }</pre>
 *
 * <p>Each method is to behave as the one of {@link OtpEngine} of the same name.
 */
public interface OtpFlow {
    /**
     * The engine beneath.
     *
     * @return the engine, on the account of this flow
     */
    OtpEngine engine();

    /**
     * The same for another account.
     *
     * @param accountId the account
     * @return a flow that shares everything but the account
     */
    OtpFlow forAccount(String accountId);

    /**
     * An engine with nothing around it.
     *
     * @param engine the engine
     * @return the flow
     */
    static OtpFlow of(OtpEngine engine) {
        return new Bare(engine);
    }

    /**
     * As {@link OtpEngine#send}.
     *
     * @param request whom to send to
     * @return what became of it
     */
    default SendResult send(SendRequest request) {
        return engine().send(request);
    }

    /**
     * As {@link OtpEngine#resend(ResendRequest)}.
     *
     * @param request the OTP
     * @return what became of it
     */
    default SendResult resend(ResendRequest request) {
        return engine().resend(request);
    }

    /**
     * As {@link OtpEngine#verify(VerifyRequest)}.
     *
     * @param request the OTP and the guess
     * @return the outcome
     */
    default Verification verify(VerifyRequest request) {
        return engine().verify(request);
    }

    /**
     * As {@link OtpEngine#find}.
     *
     * @param id which
     * @return the OTP
     */
    default Optional<Otp> find(OtpId id) {
        return engine().find(id);
    }

    /**
     * As {@link OtpEngine#findByNumber}.
     *
     * @param number whose
     * @return newest first
     */
    default List<Otp> findByNumber(String number) {
        return engine().findByNumber(number);
    }

    /**
     * As {@link OtpEngine#delete}.
     *
     * @param id which
     * @return the OTP as it was
     */
    default Optional<Otp> delete(OtpId id) {
        return engine().delete(id);
    }

    /**
     * As {@link OtpEngine#events}.
     *
     * @param id of which
     * @return oldest first
     */
    default List<OtpEvent> events(OtpId id) {
        return engine().events(id);
    }

    /**
     * As {@link OtpEngine#report}.
     *
     * @param report a receipt
     * @return the OTP
     */
    default Optional<Otp> report(DeliveryReport report) {
        return engine().report(report);
    }

    /**
     * As {@link OtpEngine#unblock}.
     *
     * @param number whose streak
     * @return whether there was one
     */
    default boolean unblock(String number) {
        return engine().unblock(number);
    }

    /**
     * As {@link OtpEngine#purge}.
     *
     * @param limit the most to remove
     * @return how many were removed
     */
    default int purge(int limit) {
        return engine().purge(limit);
    }

    /**
     * As {@link OtpEngine#applications}.
     *
     * @return the applications of the account
     */
    default Applications applications() {
        return engine().applications();
    }

    /**
     * An engine with nothing around it.
     *
     * @param engine the engine
     */
    record Bare(OtpEngine engine) implements OtpFlow {
        @Override
        public OtpFlow forAccount(String accountId) {
            return new Bare(engine.forAccount(accountId));
        }
    }
}
