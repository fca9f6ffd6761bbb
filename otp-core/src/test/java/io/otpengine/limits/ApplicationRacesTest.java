package io.otpengine.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.Application;
import io.otpengine.ApplicationEdit;
import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.Applications;
import io.otpengine.Interposed;
import io.otpengine.OtpEngine;
import io.otpengine.OtpStoreException;
import io.otpengine.World;
import io.otpengine.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Two nodes, one store, one application. */
class ApplicationRacesTest {
    private final World world = World.create();
    private final OtpEngine here = world.engine;
    private final OtpEngine there = world.node().build();

    @Nested
    class AtTheWorstMoment {
        @Test
        void twoFirstEditsOfTheDefaultBothSurvive() {
            Application after = interrupted("insert", () -> edit(there, ApplicationId.DEFAULT, e -> e.sender("THERE")))
                    .update(ApplicationId.DEFAULT, e -> e.attempts(1))
                    .orElseThrow();
            assertThat(after.sender()).isEqualTo("THERE");
            assertThat(after.attempts()).isEqualTo(1);
            assertThat(after.version()).isEqualTo(2);
            assertThat(there.applications().list()).containsExactly(after);
        }

        @Test
        void aFirstEditAndAFirstTemplateBothSurvive() {
            Application after = interrupted("insert", () -> edit(there, ApplicationId.DEFAULT, e -> e.attempts(2)))
                    .putTemplate(ApplicationId.DEFAULT, "de", Optional.empty(), "Code: {{OTP}}")
                    .orElseThrow();
            assertThat(after.attempts()).isEqualTo(2);
            assertThat(after.templates()).containsEntry("de", "Code: {{OTP}}");
        }

        @Test
        void editorsOfDifferentFieldsBothWin() {
            ApplicationId id = created();
            Application after = interrupted("replace", () -> edit(there, id, e -> e.name("there")))
                    .update(id, e -> e.expire(Duration.ofSeconds(60)))
                    .orElseThrow();
            assertThat(after.name()).isEqualTo("there");
            assertThat(after.expire()).isEqualTo(Duration.ofMinutes(1));
        }

        @Test
        void anEditOfWhatIsBeingDeletedFindsNothing() {
            ApplicationId id = created();
            assertThat(interrupted("replace", () -> there.applications().delete(id))
                            .update(id, e -> e.attempts(1)))
                    .isEmpty();
            assertThat(here.applications().find(id)).isEmpty();
        }

        @Test
        void aDeletionOfWhatIsBeingEditedDeletesTheEdited() {
            ApplicationId id = created();
            assertThat(interrupted("delete", () -> edit(there, id, e -> e.name("there")))
                            .delete(id))
                    .map(Application::name)
                    .contains("there");
            assertThat(here.applications().find(id)).isEmpty();
        }

        @Test
        void aStoreThatLosesEveryChangeIsFoundOut() {
            ApplicationId id = created();
            OtpEngine losing = world.node()
                    .store(Interposed.before(
                            world.kept, call -> call.name().equals("replace") ? false : call.proceed()))
                    .build();
            assertThatThrownBy(() -> losing.applications().update(id, e -> e.attempts(1)))
                    .isInstanceOf(OtpStoreException.class)
                    .hasMessageContaining("contract");
        }

        /** An engine that another one overtakes just before its first write of that kind. */
        private Applications interrupted(String write, Runnable other) {
            AtomicBoolean first = new AtomicBoolean(true);
            return world.node()
                    .store(Interposed.before(world.kept, call -> {
                        if (call.name().equals(write) && first.compareAndSet(true, false)) {
                            other.run();
                        }
                        return call.proceed();
                    }))
                    .build()
                    .applications();
        }
    }

    @Nested
    class WithThreads {
        private static final int EDITORS = 16;

        @RepeatedTest(Race.TRIALS)
        void everyFirstTemplateOfTheDefaultSurvives() {
            List<String> languages = IntStream.range(0, EDITORS)
                    .mapToObj(i -> "a" + (char) ('a' + i))
                    .toList();
            Race.of(
                    EDITORS,
                    racer -> (racer % 2 == 0 ? here : there)
                            .applications()
                            .putTemplate(ApplicationId.DEFAULT, languages.get(racer), Optional.empty(), "{{OTP}}"));
            Application after = here.applications().find(ApplicationId.DEFAULT).orElseThrow();
            assertThat(after.templates()).containsOnlyKeys(languages);
            assertThat(after.version()).isEqualTo(EDITORS);
        }

        @RepeatedTest(Race.TRIALS)
        void everyEditorOfAFieldOfItsOwnWins() {
            ApplicationId id = created();
            List<UnaryOperator<ApplicationEdit>> edits = List.of(
                    e -> e.name("race"),
                    e -> e.codeLength(9),
                    e -> e.alphanumeric(true),
                    e -> e.attempts(1),
                    e -> e.expire(Duration.ofSeconds(99)),
                    e -> e.sender("RACE"),
                    e -> e.caller("+49301"));
            Race.of(
                    edits.size(),
                    racer -> (racer % 2 == 0 ? here : there).applications().update(id, edits.get(racer)));
            Application after = here.applications().find(id).orElseThrow();
            assertThat(after)
                    .isEqualTo(new Application(
                            id,
                            1 + edits.size(),
                            "default",
                            "race",
                            9,
                            true,
                            1,
                            Duration.ofSeconds(99),
                            "RACE",
                            "+49301",
                            after.templates(),
                            World.START));
        }

        @Test
        void newOnesNeverShareAnId() {
            Set<ApplicationId> ids =
                    Race.of(EDITORS, racer -> created()).stream().collect(Collectors.toSet());
            assertThat(ids).hasSize(EDITORS);
            assertThat(here.applications().list()).hasSize(EDITORS + 1);
        }
    }

    private ApplicationId created() {
        return here.applications().create(ApplicationSpec.named("one")).id();
    }

    private static void edit(OtpEngine node, ApplicationId id, UnaryOperator<ApplicationEdit> edit) {
        assertThat(node.applications().update(id, edit)).isPresent();
    }
}
