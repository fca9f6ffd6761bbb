package io.otpengine.rest.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void aStreamIsNoTimeOfARequest() {
        try (Metrics metrics = new Metrics()) {
            metrics.request(answered("text/event-stream; charset=utf-8"), "GET", "/page/stream", 60_000);
            assertThat(metrics.registry().find("http.server.requests").timers()).isEmpty();
            metrics.request(answered("application/json"), "GET", "/page/state", 2);
            metrics.request(answered("text/plain"), "GET", "/2fa/v1/otp", 2);
            assertThat(metrics.registry().find("http.server.requests").timers()).hasSize(2);
        }
    }

    private static Context answered(String type) {
        HttpServletResponse response = mock(HttpServletResponse.class);
        when(response.getContentType()).thenReturn(type);
        Context context = mock(Context.class);
        when(context.res()).thenReturn(response);
        when(context.statusCode()).thenReturn(200);
        return context;
    }
}
