package io.otpengine.jdbc;

import io.otpengine.Channel;
import io.otpengine.OtpEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The events of an OTP as {@link Cells}: a letter for the type with the milliseconds since the event before (the first:
 * since the epoch), the channel, the detail; cells at the end that an event lacks are left out. Part of the stored format.
 */
final class Events {
    private static final OtpEvent.Type[] TYPES = OtpEvent.Type.values();

    private Events() {}

    static String write(List<OtpEvent> events) {
        Cells.Writer cells = new Cells.Writer();
        long before = 0;
        for (OtpEvent event : events) {
            long at = event.at().toEpochMilli();
            cells.row(letter(event.type()), at - before);
            if (event.channel() != null || event.detail() != null) {
                cells.cell(event.channel() == null ? "" : event.channel().name());
            }
            if (event.detail() != null) {
                cells.cell(event.detail());
            }
            before = at;
        }
        return cells.toString();
    }

    static List<OtpEvent> read(String text) {
        List<OtpEvent> events = new ArrayList<>();
        long at = 0;
        for (List<String> row : Cells.read(text)) {
            at += Long.parseLong(row.get(0).substring(1));
            String channel = row.size() > 1 ? row.get(1) : "";
            events.add(new OtpEvent(
                    Instant.ofEpochMilli(at),
                    type(row.get(0).charAt(0)),
                    channel.isEmpty() ? null : new Channel(channel),
                    row.size() > 2 ? row.get(2) : null));
        }
        return Collections.unmodifiableList(events);
    }

    private static char letter(OtpEvent.Type type) {
        return switch (type) {
            case CREATED -> 'C';
            case DELIVER_OTP_REQ -> 'Q';
            case DELIVER_OTP_RES_OK -> 'O';
            case DELIVER_OTP_RES_FAIL -> 'F';
            case DELIVER_OTP_RES_UNKNOWN -> 'U';
            case DELIVERED -> 'D';
            case UNDELIVERABLE -> 'N';
            case CHECK_FAIL -> 'W';
            case VERIFIED -> 'V';
            case TOO_MANY_ATTEMPTS -> 'T';
            case EXPIRED -> 'X';
        };
    }

    private static OtpEvent.Type type(char letter) {
        for (OtpEvent.Type type : TYPES) {
            if (letter(type) == letter) {
                return type;
            }
        }
        throw new IllegalStateException("an event of a type that this version does not know");
    }
}
