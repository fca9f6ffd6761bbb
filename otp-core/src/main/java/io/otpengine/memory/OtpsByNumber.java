package io.otpengine.memory;

import io.otpengine.spi.OtpRecord;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds OTPs by number. Most numbers have one OTP, which then stands in the map itself; from the second on they stand in
 * a sorted set, so that 100,000 OTPs of one number cost a step each and not a search through all.
 */
final class OtpsByNumber {
    private final ConcurrentHashMap<String, Places> byNumber = new ConcurrentHashMap<>();

    /** The OTPs of one number: one, or several. */
    sealed interface Places permits KeptOtp, Several {}

    private record Several(NavigableSet<KeptOtp> sorted) implements Places {}

    void add(String number, KeptOtp kept) {
        byNumber.compute(number, (n, there) -> there == null ? kept : with(there, kept));
    }

    void remove(String number, KeptOtp kept) {
        byNumber.computeIfPresent(number, (n, there) -> without(there, kept));
    }

    List<OtpRecord> newest(String accountId, String number, int limit) {
        return from(byNumber.get(number), KeptOtp.beforeAllOf(accountId))
                .takeWhile(kept -> kept.accountId().equals(accountId))
                .flatMap(kept -> Stream.ofNullable(kept.record()))
                .limit(limit)
                .toList();
    }

    private static Stream<KeptOtp> from(@Nullable Places places, KeptOtp first) {
        if (places instanceof Several several) {
            return several.sorted().tailSet(first).stream();
        }
        return places instanceof KeptOtp one ? Stream.of(one) : Stream.empty();
    }

    private static Places with(Places there, KeptOtp kept) {
        if (there instanceof Several several) {
            several.sorted().add(kept);
            return several;
        }
        NavigableSet<KeptOtp> both = new ConcurrentSkipListSet<>();
        both.add((KeptOtp) there);
        both.add(kept);
        return new Several(both);
    }

    private static @Nullable Places without(Places there, KeptOtp kept) {
        if (there instanceof Several several) {
            several.sorted().remove(kept);
            return several.sorted().isEmpty() ? null : several;
        }
        return there == kept ? null : there;
    }
}
