package io.otpengine.rest.page;

import io.javalin.http.Context;
import io.otpengine.OtpEngine;
import io.otpengine.OtpListener;
import io.otpengine.OtpPolicy;
import io.otpengine.rest.SimulatedPhone;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the server lends to the page.
 *
 * @param engine the view on the page's account
 * @param policy the engine's
 * @param clock the engine's
 * @param phone the simulated phone, or empty where messages go to real ones
 * @param settings what was set
 * @param hosts the names, without a port, at which browsers find the page; others are refused
 * @param listeners takes a listener, which then hears the OTPs of all accounts
 * @param visitor the visitor's address, behind trusted proxies the one they vouch for
 * @param keyHolder the account of the API key in a request, or empty without a valid one
 * @param streams how many tabs may be pushed to at once, 0 or more; a thread serves each
 * @param purging takes what is to run with each purge of the engine
 * @param closing takes what must be closed when the server stops
 */
public record PageHost(
        OtpEngine engine,
        OtpPolicy policy,
        InstantSource clock,
        Optional<SimulatedPhone> phone,
        PageSettings settings,
        Predicate<String> hosts,
        Consumer<OtpListener> listeners,
        Function<Context, String> visitor,
        Function<Context, Optional<String>> keyHolder,
        int streams,
        Consumer<Runnable> purging,
        Consumer<AutoCloseable> closing) {}
