package io.otpengine.internal.lifecycle;

import io.otpengine.InvalidRequestException;
import io.otpengine.OtpPolicy;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.VerifyRequest;
import io.otpengine.internal.templates.Languages;
import io.otpengine.internal.templates.Templates;
import io.otpengine.internal.text.Fields;

/** Refuses what is wrong with a request in itself, before anything is looked up, charged or written. */
final class RequestShape {
    private static final int SENDER = 15;
    private static final int CALLER = 16;
    private static final int REFERENCE_ID = 128;
    private static final int SUBJECT = 256;
    private static final int BINDING = 1024;

    private RequestShape() {}

    static void check(SendRequest request, OtpPolicy policy) {
        Fields.present("request", request);
        Fields.required("number", request.number(), 32);
        Fields.optional("country", request.country(), 2);
        if (request.language() != null) {
            Languages.normalise("language", request.language());
        }
        if (request.code() != null) {
            policy.checkCode("code", request.code());
        }
        if (request.text() != null) {
            Templates.checkText(request.text(), request.code() != null);
        }
        Fields.optional("sender", request.sender(), SENDER);
        Fields.optional("caller", request.caller(), CALLER);
        Fields.optional("referenceId", request.referenceId(), REFERENCE_ID);
        Fields.optional("subject", request.subject(), SUBJECT);
        Fields.optional("binding", request.binding(), BINDING);
    }

    static void check(ResendRequest request) {
        Fields.present("request", request);
        Fields.present("id", request.id());
        Fields.optional("sender", request.sender(), SENDER);
        Fields.optional("caller", request.caller(), CALLER);
        Fields.optional("subject", request.subject(), SUBJECT);
    }

    /** Whatever a user typed is a guess, unless it is nothing. */
    static void check(VerifyRequest request) {
        Fields.present("request", request);
        Fields.present("id", request.id());
        if (request.code() == null || request.code().isBlank()) {
            throw InvalidRequestException.required("code");
        }
        Fields.optional("binding", request.binding(), BINDING);
    }
}
