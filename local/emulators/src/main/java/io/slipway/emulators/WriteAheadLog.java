package io.slipway.emulators;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Switches the file of DynamoDB Local to SQLite's write-ahead log: a commit waits for the disk once, where the rollback journal, which is created and
 * deleted each time, makes it wait four times. The log is as safe: it is on the disk before a commit returns.
 *
 * <p>The header of a file says which of the two it uses (SQLite, "Database File Format", section 1.3), so nothing of DynamoDB Local is changed.
 */
final class WriteAheadLog {
    /** The name that DynamoDB Local gives the file of a database that all callers share. */
    private static final String FILE = "shared-local-instance.db";

    private static final String JOURNAL = "-journal";
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** The size of a page, in bytes, that DynamoDB Local's SQLite chooses. */
    private static final int PAGE = 1024;

    private static final int VERSIONS_AT = 18;

    /** The versions of the format that are needed to write and to read a file with a log; a file with a journal has 1. */
    private static final byte[] VERSIONS = {2, 2};

    private WriteAheadLog() {}

    /**
     * Turns the log on, for a file that DynamoDB Local has not opened yet. Creates the file if there is none.
     *
     * @param folder the folder of the data
     */
    static void turnOn(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            Files.write(file, empty());
        } else if (!Files.exists(folder.resolve(FILE + JOURNAL))) {
            // A journal of a cloud that was killed must be played back first; the next start finds none.
            mark(file);
        }
    }

    private static void mark(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer header = ByteBuffer.allocate(VERSIONS_AT + VERSIONS.length);
            channel.read(header, 0);
            header.flip();
            boolean hasJournal = header.limit() == header.capacity()
                    && header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
                    && header.get(VERSIONS_AT) == 1
                    && header.get(VERSIONS_AT + 1) == 1;
            if (hasJournal) {
                channel.write(ByteBuffer.wrap(VERSIONS), VERSIONS_AT);
                channel.force(false);
            }
        }
    }

    /** Creates a database without tables: the header, and the root of the list of tables, an empty leaf. */
    private static byte[] empty() {
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        page.put(MAGIC).putShort((short) PAGE).put(VERSIONS);
        // No reserved bytes, and the fractions of pages that the format fixes.
        page.put(new byte[] {0, 64, 32, 32});
        // The counter of changes, and the number of pages.
        page.putInt(1).putInt(1);
        // The change for which the number of pages is right.
        page.putInt(92, 1);
        // A leaf of a table, without free blocks and cells; its content begins at the end of the page.
        page.put(100, (byte) 13).putShort(105, (short) PAGE);
        return page.array();
    }
}
