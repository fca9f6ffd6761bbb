package io.otpengine.sms.smpp;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values until they expire, the oldest out first when there are too many. Not safe for use by several threads. */
final class Remembered<V> {
    private record Entry<V>(V value, Instant until) {}

    private final Map<String, Entry<V>> entries = new LinkedHashMap<>();
    private final int most;

    Remembered(int most) {
        this.most = most;
    }

    /** Keeps a value, and tells how many others went for it. */
    int put(String key, V value, Instant until, Instant now) {
        entries.remove(key);
        int gone = sweep(now);
        if (entries.size() >= most) {
            entries.remove(entries.keySet().iterator().next());
            gone++;
        }
        entries.put(key, new Entry<>(value, until));
        return gone;
    }

    @Nullable
    V get(String key, Instant now) {
        Entry<V> entry = entries.get(key);
        return entry == null || !now.isBefore(entry.until()) ? null : entry.value();
    }

    @Nullable
    V remove(String key, Instant now) {
        V value = get(key, now);
        if (value != null) {
            entries.remove(key);
        }
        return value;
    }

    /** Drops what has expired, as far as nothing older that has not is in the way, so that it costs next to nothing. */
    int sweep(Instant now) {
        int gone = 0;
        Iterator<Entry<V>> oldest = entries.values().iterator();
        while (oldest.hasNext() && !now.isBefore(oldest.next().until())) {
            oldest.remove();
            gone++;
        }
        return gone;
    }
}
