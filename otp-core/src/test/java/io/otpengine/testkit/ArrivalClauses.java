package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.spi.OtpMessage;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What arrives. There is no test of it unless the contract is told what the far end got. */
abstract class ArrivalClauses {
    private static final int SENDERS = 16;

    private final DeliveryChannelContract contract;

    ArrivalClauses(DeliveryChannelContract contract) {
        this.contract = contract;
    }

    @TestFactory
    @Clause("send: each number gets its own code")
    public DynamicTest[] messagesInTurnArriveWithTheirCodes() {
        return arriving(
                "messagesInTurnArriveWithTheirCodes", messages -> messages.forEach(message -> contract.sent(message)));
    }

    @TestFactory
    @Clause("send: each number gets its own code")
    public DynamicTest[] messagesSentAtOnceArriveWithTheirCodes() {
        return arriving(
                "messagesSentAtOnceArriveWithTheirCodes",
                messages -> Race.of(SENDERS, i -> contract.sent(messages.get(i))));
    }

    private DynamicTest[] arriving(String factory, Consumer<List<OtpMessage>> sending) {
        return ClauseNaming.tests(ArrivalClauses.class, factory, contract.whatTheFarEndGot(), before -> {
            contract.theFarEndAccepts();
            List<OtpMessage> messages =
                    IntStream.range(0, SENDERS).mapToObj(contract::message).toList();
            sending.accept(messages);
            List<String> got = contract.whatTheFarEndGot().orElseThrow();
            messages.forEach(message -> assertArrived(message, messages, got));
        });
    }

    /** No failure shows what arrived: it may be a log that others read. */
    private static void assertArrived(OtpMessage message, List<OtpMessage> all, List<String> got) {
        List<String> own = got.stream()
                .filter(one -> one.contains(message.number().substring(1)))
                .toList();
        int number = all.indexOf(message);
        assertFalse(own.isEmpty(), "nothing arrived for the number of message " + number);
        for (String one : own) {
            assertTrue(one.contains(message.code()), "without its code: message " + number);
            assertTrue(
                    all.stream().filter(other -> one.contains(other.code())).count() == 1,
                    "with the code of another: message " + number);
        }
    }
}
