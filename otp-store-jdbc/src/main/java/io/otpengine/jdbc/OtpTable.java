package io.otpengine.jdbc;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import io.otpengine.spi.Digest;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpRecordStore;
import io.otpengine.spi.Sealed;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** OTPs, one row each. */
final class OtpTable implements OtpRecordStore {
    private static final List<String> CHANGING = List.of(
            "version",
            "status",
            "attempt_count",
            "sends",
            "channel",
            "sender",
            "caller",
            "sealed",
            "provider",
            "message_id",
            "events");

    /** What is settled when an OTP is sent. An update does not repeat it: that would cost time and say nothing. */
    private static final List<String> FIXED = List.of(
            "account_id",
            "application_id",
            "number",
            "attempts_allowed",
            "created",
            "expires",
            "language",
            "reference_id",
            "binding_digest",
            "streak_open",
            "id");

    private final Database database;
    private final Rows sql;
    private final String findByNumber;

    OtpTable(Database database, Names names) {
        this.database = database;
        this.sql = new Rows(names.table("record"), CHANGING, FIXED);
        this.findByNumber = sql.select() + " WHERE account_id = ? AND number = ? ORDER BY created DESC LIMIT ?";
    }

    @Override
    public void insert(OtpRecord otp) {
        database.run(
                "insert an OTP", session -> session.update(sql.insert(), to -> bindFixed(bindChanging(to, otp), otp)));
    }

    @Override
    public Optional<OtpRecord> find(OtpId id) {
        return database
                .run("find an OTP", session -> session.query(sql.find(), to -> to.text(id.toString()), OtpTable::read))
                .stream()
                .findFirst();
    }

    @Override
    public boolean replace(OtpRecord next) {
        return database.run(
                "replace an OTP",
                session -> session.update(
                                sql.replace(),
                                to -> bindChanging(to, next)
                                        .text(next.id().toString())
                                        .number(next.version() - 1))
                        == 1);
    }

    @Override
    public boolean delete(OtpId id, long version) {
        return database.run(
                "delete an OTP",
                session -> session.update(
                                sql.delete(), to -> to.text(id.toString()).number(version))
                        == 1);
    }

    @Override
    public List<OtpRecord> findByNumber(String accountId, String number, int limit) {
        return database.run(
                "find OTPs by number",
                session -> session.query(
                        findByNumber, to -> to.text(accountId).text(number).count(limit), OtpTable::read));
    }

    private static Parameters bindChanging(Parameters to, OtpRecord otp) throws SQLException {
        return to.number(otp.version())
                .text(otp.status().name())
                .count(otp.attemptCount())
                .count(otp.sends())
                .text(otp.channel().name())
                .text(otp.sender())
                .text(otp.caller())
                .bytes(otp.sealed() == null ? null : otp.sealed().toBytes())
                .text(otp.provider())
                .text(otp.messageId())
                .text(Events.write(otp.events()));
    }

    private static Parameters bindFixed(Parameters to, OtpRecord otp) throws SQLException {
        return to.text(otp.accountId())
                .text(otp.applicationId().value())
                .text(otp.number())
                .count(otp.attemptsAllowed())
                .number(otp.created().toEpochMilli())
                .number(otp.expires().toEpochMilli())
                .text(otp.language())
                .text(otp.referenceId())
                .bytes(otp.bindingDigest() == null ? null : otp.bindingDigest().toBytes())
                .flag(otp.streakOpen())
                .text(otp.id().toString());
    }

    private static OtpRecord read(Row row) throws SQLException {
        long version = row.number();
        OtpStatus status = OtpStatus.valueOf(row.text());
        int attemptCount = row.count();
        int sends = row.count();
        Channel channel = new Channel(row.text());
        String sender = row.textOrNull();
        String caller = row.textOrNull();
        byte[] sealed = row.bytes();
        String provider = row.textOrNull();
        String messageId = row.textOrNull();
        String events = row.text();
        String accountId = row.text();
        ApplicationId applicationId = new ApplicationId(row.text());
        String number = row.text();
        int attemptsAllowed = row.count();
        Instant created = row.time();
        Instant expires = row.time();
        String language = row.text();
        String referenceId = row.textOrNull();
        byte[] bindingDigest = row.bytes();
        boolean streakOpen = row.flag();
        UUID id = UUID.fromString(row.text());
        return new OtpRecord(
                new OtpId(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                version,
                accountId,
                applicationId,
                number,
                status,
                attemptCount,
                attemptsAllowed,
                sends,
                created,
                expires,
                language,
                channel,
                sender,
                caller,
                referenceId,
                bindingDigest == null ? null : Digest.of(bindingDigest),
                sealed == null ? null : Sealed.of(sealed),
                streakOpen,
                provider,
                messageId,
                Events.read(events));
    }
}
