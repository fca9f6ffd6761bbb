package io.otpengine.rest.page;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.otpengine.Otp;
import io.otpengine.OtpId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who is on the page: finds the session by its cookie and the tab by its token, and tells tabs of their OTPs' news. */
final class Visits {
    private static final String COOKIE = "otp_page";
    private static final int MOST_SESSIONS = 2000;
    private static final int MOST_SESSIONS_PER_ADDRESS = 50;

    private final Sessions sessions;
    private final DemoNumbers numbers = new DemoNumbers();
    private final Map<OtpId, Flow> byOtp = new ConcurrentHashMap<>();
    private final Map<String, Flow> byNumber = new ConcurrentHashMap<>();
    private final Function<Context, String> address;
    private final boolean phones;

    /**
     * @param address the visitor's address
     * @param phones whether each tab has a simulated phone
     * @param applications hears of sessions that ended
     */
    Visits(InstantSource clock, Function<Context, String> address, boolean phones, VisitorApplications applications) {
        this.address = address;
        this.phones = phones;
        this.sessions = new Sessions(MOST_SESSIONS, MOST_SESSIONS_PER_ADDRESS, clock, session -> {
            session.end().forEach(this::forget);
            applications.end(session);
        });
    }

    String address(Context context) {
        return address.apply(context);
    }

    /** The session of a request, a new one if it has none. */
    Session beginOrFind(Context context) {
        return cookie(context).flatMap(sessions::find).orElseGet(() -> {
            Session session = sessions.begin(address(context));
            Cookie cookie = new Cookie(COOKIE, session.id());
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            // By what the browser says, whose request begins a session: a proxy that ends TLS calls in clear.
            cookie.setSecure(String.valueOf(context.header("Origin")).startsWith("https://"));
            cookie.setSameSite(SameSite.STRICT);
            context.cookie(cookie);
            return session;
        });
    }

    /** @throws Refusal without one */
    Session session(Context context) {
        return cookie(context).flatMap(sessions::find).orElseThrow(Visits::gone);
    }

    /** @throws Refusal if this session has no such tab; another's is like none at all */
    Flow flow(Session session, @Nullable String token) {
        return Optional.ofNullable(token).flatMap(session::flow).orElseThrow(Visits::gone);
    }

    Flow open(Session session) {
        String number = phones ? numbers.take().orElse(null) : null;
        Flow flow = new Flow(number);
        if (number != null) {
            byNumber.put(number, flow);
        }
        session.add(flow).forEach(this::forget);
        return flow;
    }

    void sent(Flow flow, OtpId id) {
        byOtp.put(id, flow);
        byOtp.entrySet().removeIf(entry -> entry.getValue() == flow && !flow.has(entry.getKey()));
        if (flow.isEnded()) {
            byOtp.remove(id);
        }
    }

    /** Something happened to an OTP; whose tab it is shows it. */
    void happened(Otp otp) {
        Optional.ofNullable(byOtp.get(otp.id())).ifPresent(Flow::changed);
        Optional.ofNullable(byNumber.get(otp.number())).ifPresent(Flow::changed);
    }

    /** How many OTPs are known to be a tab's. */
    int otps() {
        return byOtp.size();
    }

    /** The end comes first: what is sent at this moment either sees it or is removed here. */
    private void forget(Flow flow) {
        flow.end();
        byOtp.values().removeIf(flow::equals);
        String number = flow.number();
        if (number != null) {
            byNumber.remove(number);
            numbers.giveBack(number);
        }
    }

    private static Optional<String> cookie(Context context) {
        return Optional.ofNullable(context.cookie(COOKIE));
    }

    static Refusal gone() {
        return new Refusal(401, "This tab was forgotten, for it was idle for long or the server started anew.");
    }
}
