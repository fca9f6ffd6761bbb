package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Model.ModelOtp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An engine and a model that are told the same and must answer the same. */
final class Twins {
    static final String SHOP = "shop";

    private final Model model = new Model();
    private final List<Otp> otps = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private final Map<String, ApplicationId> shops = new HashMap<>();
    private final World world;
    private boolean down;
    private OtpEngine engine;

    Twins(UnaryOperator<io.otpengine.spi.OtpStore> around) {
        world = World.seenThrough(store -> Interposed.before(around.apply(store), call -> {
            if (down) {
                throw new OtpStoreException("down", null);
            }
            return call.proceed();
        }));
        restart();
    }

    void restart() {
        engine = world.node().policy(Model.POLICY).build();
    }

    void pass(Duration time) {
        world.pass(time);
    }

    void send(String account, String number, String application) {
        int before = world.sms.messages.size();
        SendResult result = of(account).send(SendRequest.to(number).application(id(account, application)));
        String expected = model.send(account, number, application, world.now());
        assertThat(answer(result)).isEqualTo(expected);
        assertThat(world.sms.messages).hasSize(before + (expected.equals("Sent") ? 1 : 0));
        if (expected.equals("Sent")) {
            otps.add(result.orElseThrow());
            codes.add(world.sms.lastCode());
        }
    }

    void resend(int otp, String account) {
        int before = world.sms.messages.size();
        SendResult result = of(account).resend(otps.get(otp).id());
        String expected = model.resend(model.otps.get(otp), account, world.now());
        assertThat(answer(result)).isEqualTo(expected);
        assertThat(world.sms.messages).hasSize(before + (expected.equals("Sent") ? 1 : 0));
        if (expected.equals("Sent")) {
            assertThat(world.sms.lastCode()).isEqualTo(codes.get(otp));
        }
    }

    void verify(int otp, String account, boolean right) {
        String typed = right ? codes.get(otp) : World.wrong(codes.get(otp));
        Verification answer = of(account).verify(otps.get(otp).id(), typed);
        assertThat(answer.outcome() + " " + answer.counted() + " " + answer.attemptsLeft())
                .isEqualTo(model.verify(model.otps.get(otp), account, right, world.now()));
        assertThat(answer.otp().isEmpty()).isEqualTo(answer.outcome() == Verification.Outcome.UNKNOWN);
    }

    void delete(int otp, String account) {
        assertThat(of(account).delete(otps.get(otp).id()).map(Twins::shown))
                .isEqualTo(model.delete(model.otps.get(otp), account, world.now()));
    }

    /** A receipt for the last send of an OTP. */
    void report(int otp) {
        OtpId id = otps.get(otp).id();
        String reference = world.sms.messages.stream()
                .filter(message -> isAbout(id, message.reference()))
                .reduce((first, second) -> second)
                .orElseThrow()
                .reference();
        DeliveryReport report =
                new DeliveryReport(reference, DeliveryReport.State.DELIVERED, world.now(), "phone", null);
        assertThat(engine.report(report).isPresent()).isEqualTo(model.report(model.otps.get(otp)));
    }

    void edit(String account, String application, int attempts, Duration life) {
        of(account)
                .applications()
                .update(id(account, application), e -> e.attempts(attempts).expire(life));
        model.edit(account, application, attempts, life);
    }

    void deleteShop(String account) {
        of(account).applications().delete(id(account, SHOP));
        model.deleteApplication(account, SHOP);
    }

    void unblock(String account, String number) {
        assertThat(of(account).unblock(number)).isEqualTo(model.unblock(account, number));
    }

    /** Whatever is asked while the store is down fails, and has no effect. */
    void whileDown(Runnable act) {
        int before = world.sms.messages.size();
        down = true;
        try {
            org.assertj.core.api.Assertions.assertThatThrownBy(act::run).isInstanceOf(OtpStoreException.class);
        } finally {
            down = false;
        }
        assertThat(world.sms.messages).hasSize(before);
    }

    int count() {
        return otps.size();
    }

    OtpEngine of(String account) {
        return engine.forAccount(account);
    }

    OtpId idOf(int otp) {
        return otps.get(otp).id();
    }

    void assertAlike() {
        for (int i = 0; i < otps.size(); i++) {
            ModelOtp expected = model.otps.get(i);
            OtpId id = otps.get(i).id();
            OtpEngine owner = of(expected.account);
            assertThat(owner.find(id).map(Twins::shown).orElse("gone"))
                    .as("OTP %d", i)
                    .isEqualTo(expected.deleted ? "gone" : expected.shown(world.now()));
            assertThat(owner.events(id)).as("OTP %d", i).hasSize(expected.deleted ? 0 : expected.events);
            owner.find(id).ifPresent(otp -> assertThat(otp.expires()).isEqualTo(expected.expires));
        }
    }

    private ApplicationId id(String account, String application) {
        return application.equals(SHOP)
                ? shops.computeIfAbsent(
                        account,
                        a -> of(a).applications()
                                .create(ApplicationSpec.named(SHOP))
                                .id())
                : ApplicationId.DEFAULT;
    }

    private boolean isAbout(OtpId id, String reference) {
        byte[] bytes = java.util.Base64.getUrlDecoder().decode(reference);
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
        return new OtpId(buffer.getLong(), buffer.getLong()).equals(id);
    }

    private static String shown(Otp otp) {
        return otp.status() + " " + otp.attemptCount() + "/" + otp.attemptsAllowed() + " sends " + otp.sends();
    }

    private static String answer(SendResult result) {
        if (result instanceof SendResult.Refused refused) {
            return "Refused " + refused.reason();
        }
        return result.getClass().getSimpleName();
    }
}
