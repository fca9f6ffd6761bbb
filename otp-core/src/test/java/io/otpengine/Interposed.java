package io.otpengine;

import io.otpengine.spi.OtpStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store with something put in front of every call. */
public final class Interposed {
    private static final Set<String> WRITES =
            Set.of("insert", "replace", "delete", "tryAcquire", "clear", "purgeExpired");

    private Interposed() {}

    /** One call to the store that lies beneath. */
    public static final class Call {
        private final OtpStore store;
        private final Method method;
        private final Object[] arguments;

        private Call(OtpStore store, Method method, Object[] arguments) {
            this.store = store;
            this.method = method;
            this.arguments = arguments == null ? new Object[0] : arguments.clone();
        }

        public String name() {
            return method.getName();
        }

        public Object argument(int i) {
            return arguments[i];
        }

        public Object proceed() throws Throwable {
            try {
                return method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    public interface Hook {
        Object on(Call call) throws Throwable;
    }

    public static OtpStore before(OtpStore store, Hook hook) {
        return (OtpStore) Proxy.newProxyInstance(
                OtpStore.class.getClassLoader(),
                new Class<?>[] {OtpStore.class},
                (proxy, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? method.invoke(store, arguments)
                        : hook.on(new Call(store, method, arguments)));
    }

    /** Notes the names of all calls that may write. */
    public static final class Writes implements Hook {
        public final List<String> names = new CopyOnWriteArrayList<>();

        @Override
        public Object on(Call call) throws Throwable {
            if (WRITES.contains(call.name())) {
                names.add(call.name());
            }
            return call.proceed();
        }
    }
}
