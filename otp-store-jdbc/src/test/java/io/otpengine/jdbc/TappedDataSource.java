package io.otpengine.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sees every call that goes to the driver, writes down the statements, and can break one. */
final class TappedDataSource {
    private static final Set<String> EXECUTIONS = Set.of("executeUpdate", "executeQuery");
    private static final List<Class<?>> WATCHED = List.of(Connection.class, PreparedStatement.class, ResultSet.class);

    private final DataSource dataSource;
    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger untilFault = new AtomicInteger();
    private volatile @Nullable Fault fault;
    private volatile boolean lasting;

    TappedDataSource(DataSource beneath) {
        this.dataSource = wrap(DataSource.class, beneath, "");
    }

    /**
     * What goes wrong with a call.
     *
     * @param exception what is thrown
     * @param after whether the call is made first, so that the exception hides its success
     */
    record Fault(Exception exception, boolean after) {}

    DataSource dataSource() {
        return dataSource;
    }

    /** Breaks one call, the first being 1. */
    void breakCall(int number, Fault next) {
        fault = next;
        untilFault.set(number);
    }

    /** Breaks one call, and all that follow. */
    void breakFrom(int number, String state) {
        breakCall(number, before(state));
        lasting = true;
    }

    /** Breaks nothing any more. True if a call was broken since this was asked for. */
    boolean mended() {
        fault = null;
        lasting = false;
        return untilFault.getAndSet(0) <= 0;
    }

    /** What was executed since the last time this was called; {@code COMMIT} among it. */
    List<String> executed() {
        List<String> copy = List.copyOf(statements);
        statements.clear();
        return copy;
    }

    private <T> T wrap(Class<T> type, Object target, String sql) {
        InvocationHandler handler = (proxy, method, args) -> call(target, method, args, sql);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object call(Object target, Method method, Object[] args, String sql) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return invoke(target, method, args);
        }
        Fault now = fault;
        int left = now == null ? 1 : untilFault.decrementAndGet();
        boolean broken = lasting ? left <= 0 : left == 0;
        // A close that fails has closed all the same: else the pool would run out, which is another fault.
        if (broken && !now.after() && !method.getName().equals("close")) {
            throw exception(now);
        }
        if (EXECUTIONS.contains(method.getName())) {
            statements.add(sql);
        } else if (method.getName().equals("commit")) {
            statements.add("COMMIT");
        }
        Object result = invoke(target, method, args);
        if (broken) {
            if (result instanceof AutoCloseable lost) {
                lost.close();
            }
            throw exception(now);
        }
        String prepared = method.getName().equals("prepareStatement") ? (String) args[0] : sql;
        for (Class<?> type : WATCHED) {
            if (method.getReturnType() == type && result != null) {
                return wrap(type, result, prepared);
            }
        }
        return result;
    }

    /** Another each time, since one cannot be suppressed by itself. */
    private Exception exception(Fault now) {
        return lasting && now.exception() instanceof SQLException e
                ? new SQLException(e.getMessage(), e.getSQLState())
                : now.exception();
    }

    private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static Fault before(String state) {
        return new Fault(new SQLException("injected canary 123456", state), false);
    }

    static Fault after(String state) {
        return new Fault(new SQLException("injected canary 123456", state), true);
    }
}
