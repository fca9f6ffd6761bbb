package io.otpengine.rest.page;

import io.otpengine.Channel;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpEvent;
import io.otpengine.rest.SimulatedPhone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a tab shows: the OTP from the store, the messages from the phone. */
final class StateReader {
    private static final int MOST_MESSAGES = 20;

    private final OtpEngine engine;
    private final Optional<SimulatedPhone> phone;
    private final Funnel funnel;
    private final InstantSource clock;

    StateReader(OtpEngine engine, Optional<SimulatedPhone> phone, Funnel funnel, InstantSource clock) {
        this.engine = engine;
        this.phone = phone;
        this.funnel = funnel;
        this.clock = clock;
    }

    /** The state of one tab. One is read after the other, so that a higher revision is never older. */
    View.State read(Session session, Flow flow) {
        synchronized (flow.reading()) {
            long revision = flow.nextRevision();
            Optional<Flow.Sending> current = flow.current();
            Optional<Otp> otp = current.flatMap(sending -> engine.find(sending.id()));
            return new View.State(
                    revision,
                    clock.instant().toEpochMilli(),
                    otp.map(found -> code(current.orElseThrow(), found)).orElse(null),
                    phone.map(p -> phone(p, flow, otp)).orElse(null),
                    phone.isPresent() ? history(flow) : List.of(),
                    phone.isPresent() ? funnel.day() : null,
                    session.settings());
        }
    }

    /**
     * Changes whenever the state would, as far as memory tells: without a read of the store. That a code expires or can
     * be sent again counts as a change, so that a tab learns of it by the server's clock.
     */
    int pulse(Flow flow, @Nullable Long expires) {
        Instant now = clock.instant();
        boolean expired = expires != null && now.toEpochMilli() >= expires;
        boolean cool = flow.current()
                .filter(sending -> !now.isBefore(sending.resendAt()))
                .isPresent();
        int messages = phone.map(p -> messages(p, flow).size()).orElse(0);
        View.@Nullable Day day = phone.isPresent() ? funnel.day() : null;
        return Objects.hash(flow.changes(), expired, cool, messages, day);
    }

    private static View.Code code(Flow.Sending sending, Otp otp) {
        return new View.Code(
                sending.nth(),
                otp.status().name(),
                Numbers.display(otp.number()),
                otp.channel().name(),
                sending.codeLength(),
                sending.alphanumeric(),
                otp.attemptsLeft(),
                otp.attemptsAllowed(),
                otp.sends(),
                otp.created().toEpochMilli(),
                otp.expires().toEpochMilli(),
                sending.resendAt().toEpochMilli());
    }

    private View.Phone phone(SimulatedPhone phone, Flow flow, Optional<Otp> otp) {
        String shown = otp.map(Otp::number).orElse(flow.number());
        List<View.Message> messages = messages(phone, flow).stream()
                .limit(MOST_MESSAGES)
                .map(message -> message(message, otp))
                .toList();
        return new View.Phone(shown == null ? "" : Numbers.display(shown), messages);
    }

    /** What came to this tab's own phone, whoever sent it, and what this tab had sent to other numbers. */
    private static List<SimulatedPhone.Message> messages(SimulatedPhone phone, Flow flow) {
        return phone.messages(flow.number(), flow.token());
    }

    private static View.Message message(SimulatedPhone.Message message, Optional<Otp> otp) {
        boolean current = otp.filter(o -> o.number().equals(message.number()))
                .filter(o -> !message.at().isBefore(o.created()))
                .isPresent();
        return new View.Message(
                message.id(),
                message.channel().name(),
                message.sender(),
                message.text(),
                message.language(),
                message.channel().equals(Channel.VOICE) ? "" : message.code(),
                message.at().toEpochMilli(),
                current);
    }

    private List<View.History> history(Flow flow) {
        List<View.History> history = new ArrayList<>();
        for (Flow.Sending sending : flow.sendings()) {
            engine.find(sending.id())
                    .map(otp -> new View.History(
                            sending.nth(),
                            Numbers.display(otp.number()),
                            otp.status().name(),
                            engine.events(sending.id()).stream()
                                    .map(StateReader::event)
                                    .toList()))
                    .ifPresent(history::add);
        }
        return history;
    }

    private static View.Event event(OtpEvent event) {
        Channel channel = event.channel();
        return new View.Event(
                event.at().toEpochMilli(),
                event.type().name(),
                channel == null ? null : channel.name(),
                event.detail());
    }
}
