package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our own description against what is served. Whether answers are as described, {@link ProxyTest} tells. */
class OpenApiTest {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private Running running;
    private Client root;
    private JsonNode description;

    @BeforeEach
    void start() {
        running = Running.server();
        root = new Client(running.root(), running.client.key());
        description = root.get("/openapi.json").json();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private Set<String> described() {
        Set<String> operations = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : description.get("paths").properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                            method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + unnamed(path.getKey())));
        }
        return operations;
    }

    private static String unnamed(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionIsServed() {
        Set<String> served = running.server.routes().stream()
                .map(OpenApiTest::unnamed)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described()).isEqualTo(served).hasSize(19);
    }

    @Test
    void aMethodThatIsNotDescribedIsRefusedWithThoseThatAre() {
        for (String path : List.of("/2fa/v1/otp", "/2fa/v1/otp/{}", "/2fa/v1/otp/{}/check", "/2fa/v1/application")) {
            for (String method : METHODS) {
                if (!described().contains(method + " " + path)) {
                    Reply reply = root.call(Client.Way.QUERY, method, path.replace("{}", "x"));
                    assertThat(reply.error()).isEqualTo("405 9031");
                    assertThat(reply.headers().firstValue("Allow")).isPresent();
                }
            }
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryOperationHasAnIdOfItsOwn() {
        List<String> references = description.findValuesAsText("$ref");
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                description.at(reference.substring(1)).isMissingNode())
                        .isFalse());
        assertThat(description.findValuesAsText("operationId"))
                .doesNotHaveDuplicates()
                .hasSize(19);
    }
}
