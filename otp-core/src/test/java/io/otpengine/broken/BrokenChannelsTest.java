package io.otpengine.broken;

import static io.otpengine.broken.Killing.assertKilled;

import io.otpengine.testkit.DeliveryChannelContract.Answers;
import io.otpengine.testkit.DeliveryChannelContract.Races;
import io.otpengine.testkit.DeliveryChannelContract.Secrets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The channel contract kills each of the broken channels, by the clause that names the mistake. */
class BrokenChannelsTest {
    private static final int RUNS = 5;

    /** What is spoiled later is right before. */
    @Nested
    class Unspoiled extends BrokenChannels.Sound {}

    @Test
    void throwsWhenTheFarEndBreaks() {
        assertKilled(BrokenChannels.ThrowsWhenTheFarEndBreaks.class, Answers.class, "whatTheFarEndLeftOpenIsUnknown");
    }

    @Test
    void saysNothingWhenRefused() {
        assertKilled(
                BrokenChannels.SaysNothingWhenRefused.class,
                Answers.class,
                "whatTheFarEndRefusedIsRejectedWithAReason");
    }

    @Test
    void takesSilenceForARefusal() {
        assertKilled(BrokenChannels.TakesSilenceForARefusal.class, Answers.class, "whatTheFarEndLeftOpenIsUnknown");
    }

    @Test
    void repeatsTheNumberOfARefusal() {
        assertKilled(BrokenChannels.RepeatsTheNumberOfARefusal.class, Secrets.class, "noAnswerRepeatsCodeTextOrNumber");
    }

    @Test
    void repeatsTheTextOfABreakdown() {
        assertKilled(BrokenChannels.RepeatsTheTextOfABreakdown.class, Secrets.class, "noAnswerRepeatsCodeTextOrNumber");
    }

    @Test
    void showsTheLastCode() {
        assertKilled(BrokenChannels.ShowsTheLastCode.class, Secrets.class, "theChannelItselfShowsNothingOfAMessage");
    }

    @RepeatedTest(RUNS)
    void sendsOneAtATimeAndRefusesTheRest() {
        assertKilled(
                BrokenChannels.SendsOneAtATimeAndRefusesTheRest.class, Races.class, "messagesSentAtOnceAreAllAccepted");
    }

    @Test
    void changesItsWay() {
        assertKilled(BrokenChannels.ChangesItsWay.class, Answers.class, "theChannelIsAlwaysTheSame");
    }
}
