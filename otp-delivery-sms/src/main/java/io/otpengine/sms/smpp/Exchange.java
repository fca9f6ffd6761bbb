package io.otpengine.sms.smpp;

import io.otpengine.sms.internal.Identifiers;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import java.io.IOException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands one message to one session, once, and puts the answer into words that are safe to log. */
record Exchange(SmppBuilder settings, Receipts receipts, Throttle throttle) {
    private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);

    DeliveryResult submit(OtpMessage message, Submission submission, Bound place) {
        if (!place.isAlive()) {
            return new Rejected(Reason.UNAVAILABLE, settings.name + " lost its session before it sent");
        }
        int part = 0;
        try {
            String id = null;
            for (; part < submission.submissions(); part++) {
                id = submission.submit(place.session(), part);
            }
            throttle.accepted(System.nanoTime());
            if (id != null && settings.wantsReceipts()) {
                receipts.expect(id, message.reference(), message.deadline());
            }
            return new Accepted(settings.name, Identifiers.isSafe(message, id) ? id : null);
        } catch (NegativeResponseException e) {
            return refused(e.getCommandStatus(), part);
        } catch (PDUException e) {
            // Its message has the text in it.
            return part == 0
                    ? new Rejected(Reason.MESSAGE, settings.name + " cannot carry this message")
                    : unknown("a part could not be carried");
        } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
            return unknown("no answer (" + e.getClass().getSimpleName() + ")");
        } catch (RuntimeException e) {
            LOG.warn(
                    "{}: {} while a message was sent",
                    settings.name,
                    e.getClass().getName());
            return unknown("failed");
        }
    }

    /** A part that was taken before is on its way, so the message as a whole was not refused. */
    private DeliveryResult refused(int status, int part) {
        if (Refusals.isThrottling(status)) {
            throttle.refused(System.nanoTime());
        }
        DeliveryResult result = Refusals.result(settings.name, status);
        return part == 0 ? result : unknown("a part was refused " + Refusals.hex(status));
    }

    private DeliveryResult unknown(String what) {
        return new Unknown(settings.name + ": " + what);
    }
}
