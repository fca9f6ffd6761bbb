package io.otpengine.customstore;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.OtpCapacityException;
import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaEntry.Charged;
import io.otpengine.spi.QuotaRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * Keeps OTPs in Redis, one server or a Redis Cluster. Must be purged on a schedule: the indexes by end have no time to
 * live. Safe for use by several threads, and by several nodes on the same Redis. The page beside this class walks
 * through it.
 *
 * <p>Each value is a hash: {@code v}, what compare-and-set compares; {@code d}, the record; {@code m}, its name in the
 * indexes. It lies in one of 256 hash tags, together with the index by end of that tag, so that a script touches one
 * value and that index: one slot, and none of them hot. The indexes by number and by account are keys of their own,
 * written before the value and cleared after it, so that they may name what is not there but never lack what is; but the
 * purge clears the name of an OTP before the OTP itself, which takes no guess any more.
 */
public final class RedisOtpStore implements OtpStore {
    /**
     * Writes a value if the one there has the expected {@code v}; none is expected as ''. To replace, it gives memory
     * back before it takes some: so a full Redis refuses new values, while those that are there can still change. A
     * value is kept for the longest time that any write asked for, counted from that write.
     */
    private static final String PUT = """
            local was = redis.call('HGET', KEYS[1], 'v')
            if (was or '') ~= ARGV[1] then return 0 end
            if was then redis.call('HDEL', KEYS[1], 'd') end
            redis.call('HSET', KEYS[1], 'v', ARGV[2], 'd', ARGV[3], 'm', ARGV[4])
            if ARGV[5] ~= '' then redis.call('ZADD', KEYS[2], ARGV[5], ARGV[4]) end
            if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[6]) then redis.call('PEXPIRE', KEYS[1], ARGV[6]) end
            return 1
            """;

    /** Removes a value if it has the expected {@code v}; any is expected as ''. Returns its name, or nil. */
    private static final String REMOVE = """
            local was = redis.call('HMGET', KEYS[1], 'v', 'm')
            if not was[1] or (ARGV[1] ~= '' and ARGV[1] ~= was[1]) then return false end
            redis.call('DEL', KEYS[1])
            redis.call('ZREM', KEYS[2], was[2])
            return was[2]
            """;

    /** Removes those of some values that still end before a time; one may have been renewed since it was looked up. */
    private static final String SWEEP = """
            local removed = 0
            for i = 2, #KEYS do
              local ends = redis.call('ZSCORE', KEYS[1], ARGV[i])
              if ends and tonumber(ends) < tonumber(ARGV[1]) then
                redis.call('DEL', KEYS[i])
                redis.call('ZREM', KEYS[1], ARGV[i])
                removed = removed + 1
              end
            end
            return removed
            """;

    /** Adds a name to an index that lives as long as the longest of what it names. */
    private static final String JOIN = """
            redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
            if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
            return 1
            """;

    private static final String OTP = "otp";
    private static final String QUOTA = "quota";
    private static final String APPLICATION = "application";
    private static final String NUMBER = "number";
    private static final String ACCOUNT = "account";

    private static final String NOTHING = "";
    private static final String ANY = "";
    private static final String AS_LONG_AS_BEFORE = "-1";
    private static final String FOR_EVER = "-1";

    private static final int TAGS = 256;
    private static final int BATCH = 100;
    private static final int MOST_LOST_RACES = 1_000;
    private static final int ID_LENGTH = 36;

    private final CommandObjects commands = new CommandObjects(RedisProtocol.RESP2);
    private final RedisCalls redis;
    private final Duration retention;

    /**
     * A store that looks at every primary first: one that evicts would forget attempts and quotas, and so would, with a
     * restart, one that keeps no append-only file, unless a replica has them.
     *
     * @param redis where to get connections, with finite timeouts; whoever opened it closes it
     * @param retention the policy's; how long a value is kept after its end if nobody purges
     * @param replicas how many replicas must have a write before it counts, from 0
     * @throws OtpStoreException if a primary may evict, keeps no append-only file while {@code replicas} is 0, or cannot
     *     be looked at
     */
    public RedisOtpStore(ConnectionProvider redis, Duration retention, int replicas) {
        this.redis = new RedisCalls(redis, replicas);
        this.retention = retention;
        this.redis.lookAtPrimaries();
    }

    @Override
    public void insert(OtpRecord otp) {
        String index = key(NUMBER, otp.accountId() + "|" + otp.number());
        String keptFor = keptFor(otp.created(), otp.expires());
        join(index, otp.created(), otp.id().toString(), keptFor);
        boolean added;
        try {
            added = put(otp, NOTHING, keptFor);
        } catch (OtpCapacityException e) {
            leave(index, otp.id().toString());
            throw e;
        }
        if (!added) {
            if (find(otp.id())
                    .filter(there -> isOf(there, otp.accountId(), otp.number()))
                    .isEmpty()) {
                leave(index, otp.id().toString());
            }
            throw new OtpStoreException("an OTP with this id exists", null, otp.id());
        }
    }

    @Override
    public Optional<OtpRecord> find(OtpId id) {
        return value(OTP, id.toString(), "d").map(json -> Stored.record(json, OtpRecord.class));
    }

    @Override
    public boolean replace(OtpRecord next) {
        return put(next, Long.toString(next.version() - 1), AS_LONG_AS_BEFORE);
    }

    private boolean put(OtpRecord otp, String expected, String keptFor) {
        String name = otp.id() + " " + otp.accountId() + "|" + otp.number();
        String ends = Long.toString(otp.expires().toEpochMilli());
        String version = Long.toString(otp.version());
        return put(OTP, otp.id().toString(), expected, version, Stored.json(otp), name, ends, keptFor);
    }

    @Override
    public boolean delete(OtpId id, long version) {
        Object name = eval(REMOVE, OTP, id.toString(), Long.toString(version));
        if (name == null) {
            return false;
        }
        leaveNumber(name.toString());
        return true;
    }

    @Override
    public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return named(key(NUMBER, accountId + "|" + number), true)
                .flatMap(id -> OtpId.parse(id).flatMap(this::find).stream())
                .filter(otp -> isOf(otp, accountId, number))
                .limit(limit)
                .toList();
    }

    private static boolean isOf(OtpRecord otp, String accountId, String number) {
        return otp.accountId().equals(accountId) && otp.number().equals(number);
    }

    @Override
    public boolean insert(Application application) {
        String index = key(ACCOUNT, application.accountId());
        join(index, application.created(), application.id().value(), FOR_EVER);
        return put(application, NOTHING);
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return value(APPLICATION, id.value(), "d").map(json -> Stored.record(json, Application.class));
    }

    @Override
    public List<Application> list(String accountId) {
        return named(key(ACCOUNT, accountId), false)
                .flatMap(id -> ApplicationId.parse(id).flatMap(this::find).stream())
                .filter(application -> application.accountId().equals(accountId))
                .toList();
    }

    @Override
    public boolean replace(Application next) {
        return put(next, Long.toString(next.version() - 1));
    }

    private boolean put(Application application, String expected) {
        String version = Long.toString(application.version());
        String json = Stored.json(application);
        return put(
                APPLICATION, application.id().value(), expected, version, json, application.accountId(), "", FOR_EVER);
    }

    @Override
    public boolean delete(ApplicationId id, long version) {
        Object account = eval(REMOVE, APPLICATION, id.value(), Long.toString(version));
        if (account == null) {
            return false;
        }
        leave(key(ACCOUNT, account.toString()), id.value());
        return true;
    }

    @Override
    public Optional<QuotaRefusal> tryAcquire(List<QuotaCharge> charges, Instant now) {
        for (QuotaCharge charge : charges) {
            Optional<QuotaRefusal> refusal = take(charge, now);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** Reads, lets the engine's arithmetic decide, and writes if nobody else did meanwhile; else once more. */
    private Optional<QuotaRefusal> take(QuotaCharge charge, Instant now) {
        for (int lost = 0; lost < MOST_LOST_RACES; lost++) {
            String kept = value(QUOTA, charge.key(), "v").orElse(NOTHING);
            QuotaEntry last = Stored.entry(kept);
            Charged charged = last.charge(charge, now);
            boolean writes = charge.amount() > 0 && !charged.next().equals(last);
            if (!writes || put(charge.key(), kept, charged.next(), now)) {
                return charged.refusal();
            }
        }
        throw new OtpStoreException("a quota changed under each of " + MOST_LOST_RACES + " tries", null);
    }

    private boolean put(String key, String expected, QuotaEntry next, Instant now) {
        String ends = Long.toString(next.lastEnd());
        String keptFor = keptFor(now, Instant.ofEpochMilli(next.lastEnd()));
        return put(QUOTA, key, expected, Stored.text(next), "", key, ends, keptFor);
    }

    @Override
    public int used(String quotaKey, Instant now) {
        return Stored.entry(value(QUOTA, quotaKey, "v").orElse(NOTHING)).used(now);
    }

    @Override
    public boolean clear(String quotaKey) {
        return eval(REMOVE, QUOTA, quotaKey, ANY) != null;
    }

    @Override
    public int purgeExpired(Instant before, Instant now, int limit) {
        int removed = 0;
        for (int tag = 0; tag < TAGS && removed < limit; tag++) {
            removed += purge(OTP, tag, before.toEpochMilli(), limit - removed);
        }
        for (int tag = 0; tag < TAGS && removed < limit; tag++) {
            removed += purge(QUOTA, tag, now.toEpochMilli() + 1, limit - removed);
        }
        return removed;
    }

    private int purge(String kind, int tag, long before, int limit) {
        String index = index(kind, tag);
        int removed = 0;
        while (removed < limit) {
            List<String> due = redis.read(
                    commands.zrangeByScore(index, "-inf", "(" + before, 0, Math.min(BATCH, limit - removed)));
            if (due.isEmpty()) {
                return removed;
            }
            List<String> keys = new ArrayList<>(List.of(index));
            for (String name : due) {
                boolean otp = kind.equals(OTP);
                if (otp) {
                    leaveNumber(name);
                }
                keys.add(index + ":" + (otp ? name.substring(0, ID_LENGTH) : name));
            }
            List<String> args = new ArrayList<>(List.of(Long.toString(before)));
            args.addAll(due);
            removed += ((Long) redis.write(commands.eval(SWEEP, keys, args))).intValue();
        }
        return removed;
    }

    /** Adds to an index what is about to be written, for as long as that is kept. */
    private void join(String index, Instant created, String id, String keptFor) {
        redis.write(commands.eval(JOIN, List.of(index), List.of(Long.toString(created.toEpochMilli()), id, keptFor)));
    }

    private void leave(String index, String id) {
        redis.write(commands.zrem(index, id));
    }

    private void leaveNumber(String name) {
        leave(key(NUMBER, name.substring(ID_LENGTH + 1)), name.substring(0, ID_LENGTH));
    }

    private Stream<String> named(String index, boolean newestFirst) {
        ZRangeParams all = ZRangeParams.zrangeParams(0, -1);
        return redis.read(commands.zrange(index, newestFirst ? all.rev() : all)).stream();
    }

    private Optional<String> value(String kind, String name, String field) {
        return Optional.ofNullable(redis.read(commands.hget(key(kind, name), field)));
    }

    private boolean put(String kind, String name, String... args) {
        return Long.valueOf(1).equals(eval(PUT, kind, name, args));
    }

    private @Nullable Object eval(String script, String kind, String name, String... args) {
        return redis.write(commands.eval(script, List.of(key(kind, name), index(kind, tag(name))), List.of(args)));
    }

    /** A span, not a date: it begins when Redis writes, whatever its clock says. */
    private String keptFor(Instant from, Instant until) {
        return Long.toString(Duration.between(from, until).plus(retention).toMillis());
    }

    static String key(String kind, String name) {
        return index(kind, tag(name)) + ":" + name;
    }

    private static String index(String kind, int tag) {
        return "otpengine:{" + tag + "}:" + kind;
    }

    private static int tag(String name) {
        int hash = name.hashCode();
        return (hash ^ hash >>> 16 ^ hash >>> 8) & (TAGS - 1);
    }
}
