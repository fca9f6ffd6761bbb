package io.otpengine.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.testkit.DeliveryChannelContract;
import io.otpengine.testkit.OtpEngineContract;
import io.otpengine.testkit.OtpStoreContract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the kit says of itself. */
class ClausesTest {
    private static final Path DOCUMENTATION = Path.of("src/test/java/io/otpengine/testkit/package-info.java");

    @Test
    void theDocumentationListsEveryClauseWithItsTests() throws IOException {
        String documentation = Files.readString(DOCUMENTATION);
        for (Class<?> contract :
                new Class<?>[] {OtpStoreContract.class, DeliveryChannelContract.class, OtpEngineContract.class}) {
            assertThat(documentation).as("package-info").contains(rows(contract));
        }
    }

    @Test
    void everyTestOfAContractNamesItsClause() {
        assertThat(Stream.of(OtpStoreContract.class, DeliveryChannelContract.class, OtpEngineContract.class)
                        .flatMap(contract -> Arrays.stream(contract.getClasses()))
                        .flatMap(part -> Arrays.stream(part.getMethods()))
                        .filter(ClausesTest::isTest)
                        .filter(method -> !method.isAnnotationPresent(io.otpengine.testkit.Clause.class)))
                .isEmpty();
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class);
    }

    private static String rows(Class<?> contract) {
        return Killing.clausesOf(contract).entrySet().stream()
                .map(clause -> " * <tr><td>" + clause.getKey() + "</td><td>"
                        + clause.getValue().stream()
                                .map(Method::getName)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + "</td></tr>\n")
                .collect(Collectors.joining());
    }
}
