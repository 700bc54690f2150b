package io.slipway.builds.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Reads the bytes of files from a package, a layer or memory. The numbers of files are in the order that is cheapest to read. */
public interface ContentSource {

    /** Passes the bytes of these files to the reader, in the order of their numbers. */
    void read(Set<Integer> numbers, Reader reader) throws IOException;

    /** Receives the bytes of a file, which can be read once. */
    @FunctionalInterface
    interface Reader {
        void read(int number, InputStream body) throws IOException;
    }

    /**
     * A file of a source.
     *
     * @param source the source
     * @param number the file's number in it
     */
    record Place(ContentSource source, int number) {}
}
