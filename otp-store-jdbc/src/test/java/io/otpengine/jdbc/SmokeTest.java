package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.*;
import io.otpengine.spi.*;
import java.time.*;
import java.util.*;
import javax.sql.DataSource;
import org.junit.jupiter.api.*;

class SmokeTest {
    @TestFactory
    List<DynamicTest> all() {
        List<DynamicTest> l = new ArrayList<>();
        Map<String, java.util.function.Supplier<DataSource>> m = new LinkedHashMap<>();
        m.put("h2", () -> Servers.h2().pool());
        m.put("sqlite", () -> Servers.sqlite());
        m.put("pg", () -> Servers.postgresql().pool());
        m.put("maria", () -> Servers.mariadb().pool());
        m.forEach((k, v) -> l.add(DynamicTest.dynamicTest(k, () -> smoke(v.get()))));
        return l;
    }

    void smoke(DataSource ds) throws Exception {
        JdbcOtpStore s = JdbcOtpStore.builder(ds).tablePrefix("x1_").build();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> s.find(new OtpId(1, 2))).satisfies(e -> System.out.println(e.getMessage()));
        s.createSchema().createSchema();
        s.durable();
        Instant now = Instant.ofEpochMilli(1_700_000_000_123L);
        OtpRecord r = new OtpRecord(new OtpId(1, 2), 1, "acme", new ApplicationId(UUID.randomUUID().toString()), "+49", OtpStatus.ACTIVE, 0, 3, 1, now, now.plusSeconds(300), "en", Channel.SMS, null, null, "ä;'", null, Sealed.of(new byte[]{0,1}), true, null, null, List.of(new OtpEvent(now, OtpEvent.Type.CREATED, null, null), new OtpEvent(now.minusMillis(5), OtpEvent.Type.CHECK_FAIL, null, "a;b,c\\"), new OtpEvent(now, OtpEvent.Type.VERIFIED, Channel.SMS, "")));
        s.insert(r);
        assertThat(s.find(r.id())).contains(r);
        OtpRecord n = r.next().sealed(null).build();
        assertThat(s.replace(n)).isTrue();
        assertThat(s.replace(n)).isFalse();
        assertThat(s.findByNumber("acme", "+49", 5)).containsExactly(n);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> s.insert(r)).satisfies(e -> System.out.println(e.getMessage()));
        Application a = new Application(r.applicationId(), 1, "acme", "n", 6, false, 3, Duration.ofSeconds(5), "S", null, Map.of("en", "{{OTP}};,"), now);
        assertThat(s.insert(a)).isTrue();
        assertThat(s.insert(a)).isFalse();
        assertThat(s.list("acme")).containsExactly(a);
        QuotaCharge c1 = new QuotaCharge("subject|a", 1, List.of(QuotaWindow.of(2, Duration.ofSeconds(30))));
        QuotaCharge c2 = new QuotaCharge("number|a", 1, List.of(QuotaWindow.of(2, Duration.ofSeconds(30)), QuotaWindow.of(4, Duration.ofHours(30))));
        assertThat(s.tryAcquire(List.of(c1, c2), now)).isEmpty();
        assertThat(s.tryAcquire(List.of(c1, c2), now)).isEmpty();
        assertThat(s.tryAcquire(List.of(c1, c2), now)).isPresent();
        assertThat(s.used("number|a", now)).isEqualTo(2);
        assertThat(s.purgeExpired(now, now.plusSeconds(40), 10)).isEqualTo(1);
        assertThat(s.purgeExpired(now.plusSeconds(400), now.plusSeconds(40), 10)).isEqualTo(1);
        assertThat(s.clear("number|a")).isTrue();
        try (var c = ds.getConnection(); var st = c.createStatement(); var rs = st.executeQuery("SELECT * FROM x1_overview")) { }
    }
}
