package io.otpengine;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** What is in the jar, without the tests beside it. */
public final class MainClasses {
    public static final Path DIRECTORY = directory();
    public static final JavaClasses ALL = new ClassFileImporter().importPath(DIRECTORY);

    private MainClasses() {}

    private static Path directory() {
        try {
            return Path.of(OtpEngine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
