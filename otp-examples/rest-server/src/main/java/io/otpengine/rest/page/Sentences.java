package io.otpengine.rest.page;

import io.otpengine.InvalidRequestException;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Throttled;
import java.time.Instant;

/** What the page says when something comes to nothing. */
final class Sentences {
    private Sentences() {}

    static Refusal throttled(Throttled throttled, Instant now) {
        String sentence = switch (throttled.scope()) {
            case NUMBER -> "This number cannot have another code yet.";
            case SUBJECT -> "Too many codes were asked for from your address.";
            case APPLICATION -> "This service has sent all the codes it may send today.";
        };
        return Refusal.until(sentence, now, throttled.retryAfter());
    }

    static Refusal refused(Refused.Reason reason) {
        return switch (reason) {
            case UNKNOWN, NOT_ACTIVE -> new Refusal(409, "This code is over. Have a new one sent.");
            case NUMBER_BLOCKED -> new Refusal(403, "This number is blocked after too many wrong codes.", "number");
            case REGION -> new Refusal(403, "Codes are not sent to this country.", "number");
            case NUMBER_TYPE -> new Refusal(403, "Codes are not sent to this kind of number in this way.", "number");
            case TOO_MANY_SENDS ->
                new Refusal(409, "This code was sent as often as it may be. Use it, or change the number.");
            case CAPACITY -> new Refusal(503, "There is no room for another code now. Try again later.");
        };
    }

    /** The engine's own sentence begins with the field's name and never repeats the value. */
    static Refusal invalid(InvalidRequestException e) {
        String message = e.getMessage();
        String sentence = message == null ? e.field() + " is not valid" : message;
        return new Refusal(400, Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".", e.field());
    }
}
