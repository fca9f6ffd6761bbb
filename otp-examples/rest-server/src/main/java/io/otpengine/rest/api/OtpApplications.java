package io.otpengine.rest.api;

import io.otpengine.Application;
import io.otpengine.ApplicationEdit;
import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.Applications;
import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operations on applications. */
final class OtpApplications {
    private final Readings readings;
    private final Map<String, String> builtIn;

    OtpApplications(Readings readings, Map<String, String> builtIn) {
        this.readings = readings;
        this.builtIn = builtIn;
    }

    Answer list(Call call) {
        return readings.listed(
                call.engine().applications().list().stream().map(this::entity).toList());
    }

    Answer create(Call call) {
        Parameters given = call.parameters();
        ApplicationSpec spec = new ApplicationSpec(
                given.text("name"),
                given.integer("pinLength"),
                alphanumeric(given),
                given.integer("attempts"),
                expire(given),
                given.text("sender"),
                given.text("caller"));
        return readings.found(Optional.of(entity(call.engine().applications().create(spec))));
    }

    Answer read(Call call) {
        return withApplication(call, Applications::find);
    }

    Answer edit(Call call) {
        UnaryOperator<ApplicationEdit> edit = edit(call.parameters());
        return withApplication(call, (applications, id) -> applications.update(id, edit));
    }

    Answer delete(Call call) {
        return withApplication(call, Applications::delete);
    }

    Answer putTemplate(Call call) {
        String language = call.parameters().required("language");
        String text = call.parameters().required("text");
        return withApplication(
                call,
                (applications, id) ->
                        applications.putTemplate(id, language, Optional.ofNullable(call.channel("channel")), text));
    }

    Answer deleteTemplate(Call call) {
        String language = call.parameters().required("language");
        return withApplication(
                call,
                (applications, id) ->
                        applications.deleteTemplate(id, language, Optional.ofNullable(call.channel("channel"))));
    }

    /** Reads all parameters at once: the edit may run again, and a bad one must not have run at all. */
    private static UnaryOperator<ApplicationEdit> edit(Parameters given) {
        String name = given.text("name");
        Integer pinLength = given.integer("pinLength");
        Boolean alphanumeric = alphanumeric(given);
        Integer attempts = given.integer("attempts");
        Duration expire = expire(given);
        String sender = given.text("sender");
        String caller = given.text("caller");
        boolean deleteCaller = Boolean.TRUE.equals(given.flag("deleteCaller"));
        if (deleteCaller && caller != null) {
            throw new InvalidRequestException("deleteCaller", Reason.CONTRADICTION, "must not come with a caller");
        }
        return edit -> new ApplicationEdit(
                name == null ? edit.name() : name,
                pinLength == null ? edit.codeLength() : pinLength,
                alphanumeric == null ? edit.alphanumeric() : alphanumeric,
                attempts == null ? edit.attempts() : attempts,
                expire == null ? edit.expire() : expire,
                sender == null ? edit.sender() : sender,
                deleteCaller ? null : caller == null ? edit.caller() : caller);
    }

    private static @Nullable Boolean alphanumeric(Parameters given) {
        Boolean one = given.flag("alphanumeric");
        Boolean other = given.flag("alphaNumeric");
        if (one != null && other != null && !one.equals(other)) {
            throw new InvalidRequestException(
                    "alphaNumeric", Reason.CONTRADICTION, "must not differ from alphanumeric");
        }
        return one == null ? other : one;
    }

    private static @Nullable Duration expire(Parameters given) {
        Integer seconds = given.integer("expire");
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private Answer withApplication(
            Call call, BiFunction<Applications, ApplicationId, Optional<Application>> operation) {
        return readings.found(call.application()
                .flatMap(id -> operation.apply(call.engine().applications(), id))
                .map(this::entity));
    }

    private ApplicationEntity entity(Application application) {
        return ApplicationEntity.of(application, builtIn);
    }
}
