package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Late messages, and a far end that is silent. Of silence there is no test unless the contract is told how to open it. */
abstract class PatienceClauses {
    /** Ends a test that would otherwise hang; no channel is measured by it. */
    private static final Duration SAFETY_NET = Duration.ofSeconds(30);

    private final DeliveryChannelContract contract;

    PatienceClauses(DeliveryChannelContract contract) {
        this.contract = contract;
    }

    @Test
    @Clause("send: a message past its deadline, or far from it, is answered too")
    public void aMessageOfAnyDeadlineIsAnswered() {
        contract.theFarEndAccepts();
        for (String deadline : new String[] {"2001-02-03T04:05:06.007Z", "2099-12-31T23:59:59.999Z"}) {
            contract.sent(contract.message(1, Instant.parse(deadline)));
        }
    }

    @TestFactory
    @Clause("send: silence until the channel's own limit is Unknown, and nothing is asked again")
    public DynamicTest[] silenceIsUnknownAndNothingIsAskedAgain() {
        return ClauseNaming.tests(
                PatienceClauses.class, "silenceIsUnknownAndNothingIsAskedAgain", contract.newSilentFarEnd(), silent -> {
                    OtpMessage message = contract.message(1);
                    DeliveryResult result = assertTimeoutPreemptively(
                            SAFETY_NET.plus(silent.limit().multipliedBy(10)),
                            () -> DeliveryChannelContract.sent(silent.channel(), message),
                            "a channel has a time limit of its own");
                    assertInstanceOf(DeliveryResult.Unknown.class, result);
                    DeliveryChannelContract.assertSilent(message, result.toString());
                    int requests = silent.requests().getAsInt();
                    assertTrue(requests <= 1, "one request, and not " + requests);
                });
    }
}
