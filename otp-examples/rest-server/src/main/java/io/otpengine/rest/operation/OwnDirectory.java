package io.otpengine.rest.operation;

import io.otpengine.InvalidRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory that nobody but its owner may enter, whatever the files in it allow: the database makes its own. */
final class OwnDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(OwnDirectory.class);
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");

    private OwnDirectory() {}

    /**
     * Makes a directory, or takes others' rights from the one that is there.
     *
     * @throws InvalidRequestException if others may write in it, as in {@code /tmp}: it cannot be meant to be ours
     */
    static void make(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                create(directory);
                return;
            }
            PosixFileAttributeView rights = rights(directory);
            if (rights == null) {
                return;
            }
            Set<PosixFilePermission> granted = rights.readAttributes().permissions();
            if (granted.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw InvalidRequestException.malformed("data", "must be a directory in which others may not write");
            }
            if (!OURS.containsAll(granted)) {
                tighten(rights);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the data directory: " + e.getMessage(), e);
        }
    }

    private static void create(Path directory) throws IOException {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OURS));
        } catch (UnsupportedOperationException e) {
            // Where files have no such rights there is nobody to keep out.
            Files.createDirectories(directory);
        }
    }

    private static void tighten(PosixFileAttributeView rights) throws IOException {
        try {
            rights.setPermissions(OURS);
        } catch (FileSystemException e) {
            // Somebody else's, who lets us in; the password of the database still holds.
            LOG.warn("the data directory belongs to another user, and others may read it");
        }
    }

    private static @Nullable PosixFileAttributeView rights(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class);
    }
}
