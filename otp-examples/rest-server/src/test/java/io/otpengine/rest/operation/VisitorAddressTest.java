package io.otpengine.rest.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.javalin.http.Context;
import io.otpengine.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorAddressTest {
    private static String visitor(List<String> trusted, String peer, String... forwarded) {
        HttpServletRequest request = mock(HttpServletRequest.class);
        when(request.getHeaders("X-Forwarded-For")).thenReturn(Collections.enumeration(List.of(forwarded)));
        Context context = mock(Context.class);
        when(context.req()).thenReturn(request);
        when(context.ip()).thenReturn(peer);
        return VisitorAddress.behind(trusted).of(context);
    }

    @Test
    void nobodyIsBelievedUnlessTrusted() {
        assertThat(visitor(List.of(), "10.0.0.1", "1.2.3.4")).isEqualTo("10.0.0.1");
        assertThat(visitor(List.of("10.0.0.0/8"), "11.0.0.1", "1.2.3.4")).isEqualTo("11.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.3.4 | 1.2.3.4",
                "6.6.6.6, 1.2.3.4 | 1.2.3.4",
                "6.6.6.6, 1.2.3.4, 10.9.9.9 | 1.2.3.4",
                "10.1.1.1 | 10.1.1.1",
                "1.2.3.4, nonsense | 10.0.0.1",
                "localhost | 10.0.0.1",
                "abc.de, 1.2.3.4 | 1.2.3.4",
                "cafe.de | 10.0.0.1",
                "1.2.3.256 | 10.0.0.1",
                "1.2.3.4:80 | 10.0.0.1",
                "::ffff:1.2.3.4 | 1.2.3.4",
                "2001:db8::1 | 2001:db8:0:0:0:0:0:0"
            })
    void whatATrustedProxyWroteIsReadFromItsEnd(String forwarded, String visitor) {
        assertThat(visitor(List.of("10.0.0.0/8"), "10.0.0.1", forwarded)).isEqualTo(visitor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "[2001:DB8:1:2::5]"})
    void whoHasANetworkOfIpv6IsOneVisitorWhicheverOfItsAddressesItUses(String peer) {
        assertThat(visitor(List.of(), peer)).isEqualTo("2001:db8:1:2:0:0:0:0");
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(visitor(List.of("10.0.0.0/8", "::1"), "::1", "6.6.6.6", "1.2.3.4, 10.2.2.2"))
                .isEqualTo("1.2.3.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "cafe.de", "10.0.0.0/33", "10.0.0.0/x", "", "1"})
    void whatIsNoAddressIsRefused(String block) {
        assertThatThrownBy(() -> VisitorAddress.behind(List.of(block))).isInstanceOf(InvalidRequestException.class);
    }
}
