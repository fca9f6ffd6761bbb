package io.otpengine.rest.operation;

import io.otpengine.InvalidRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** A {@link KeyRing} in a file that nobody but its owner may read. */
public final class KeyFile {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    /**
     * Reads keys from a file.
     *
     * @param file the file, which nobody but its owner may read
     * @return the keys
     * @throws InvalidRequestException if others may read it
     */
    public static KeyRing read(Path file) {
        try {
            PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (rights != null && rights.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
                throw InvalidRequestException.malformed("keys-file", "must be for its owner alone: chmod 600");
            }
            return KeyRing.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the keys: " + e.getMessage(), e);
        }
    }

    /**
     * Reads keys from a file, which is made with new ones if there is none, for its owner's eyes alone.
     *
     * @param file the file
     * @return the keys
     */
    public static KeyRing readOrMake(Path file) {
        if (!Files.exists(file)) {
            make(file);
        }
        return read(file);
    }

    /** Complete before it has its name, so that a second node which starts at the same moment reads all of it or none. */
    private static void make(Path file) {
        try {
            Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
            OwnDirectory.make(directory);
            Path draft = draftIn(directory);
            Files.writeString(draft, KeyRing.generate());
            try {
                name(draft, file);
            } catch (FileAlreadyExistsException e) {
                // Another was faster; its keys are the ones.
            }
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make keys: " + e.getMessage(), e);
        }
    }

    private static Path draftIn(Path directory) throws IOException {
        PosixFileAttributeView rights = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        return rights == null
                ? Files.createTempFile(directory, "keys", ".draft")
                : Files.createTempFile(directory, "keys", ".draft", PosixFilePermissions.asFileAttribute(OWNER));
    }

    /** A link never takes the place of what is there; not every file system has links. */
    private static void name(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(draft, file);
        }
    }
}
