package io.slipway.builds.instant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compressed JSON, written and read as a stream. */
final class Json {
    private static final JsonFactory FACTORY = new ObjectMapper().getFactory();

    private Json() {}

    /** Writes a document. */
    interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    /** Reads a document. */
    interface Reader<T> {
        T read(JsonParser json) throws IOException;
    }

    static byte[] write(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(new GZIPOutputStream(bytes))) {
            writer.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writes to memory do not fail", e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] bytes, Reader<T> reader) throws IOException {
        try (JsonParser json = FACTORY.createParser(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            return reader.read(json);
        }
    }
}
