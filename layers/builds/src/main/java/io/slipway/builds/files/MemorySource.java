package io.slipway.builds.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Holds files in memory: here-documents, and files that the features wrote. */
public final class MemorySource implements ContentSource {
    private final List<byte[]> files = new ArrayList<>();

    /** Adds a file. */
    public Place add(byte[] content) {
        files.add(content);
        return new Place(this, files.size() - 1);
    }

    @Override
    public void read(Set<Integer> numbers, Reader reader) throws IOException {
        for (int number : new TreeSet<>(numbers)) {
            reader.read(number, new ByteArrayInputStream(files.get(number)));
        }
    }
}
