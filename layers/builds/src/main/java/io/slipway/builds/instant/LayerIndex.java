package io.slipway.builds.instant;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.packages.archive.FileKind;
import io.slipway.packages.archive.LayerFiles;
import io.slipway.packages.archive.LayerFiles.LayerFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a layer, or of an archive for {@code ADD}.
 *
 * @param entries its entries, in order
 * @param kept the bytes of files that builds read, by the file's number
 */
record LayerIndex(List<Entry> entries, Map<Integer, byte[]> kept) {
    /** The version of the index; it is part of its name. */
    static final String VERSION = "1";

    private static final Set<String> KEPT = Set.of("etc/passwd", "etc/group");
    private static final int MAX_KEPT = 1 << 20;

    LayerIndex {
        entries = List.copyOf(entries);
        kept = Map.copyOf(kept);
    }

    /**
     * An entry.
     *
     * @param file its description in the layer
     * @param sha256 the SHA-256 of its bytes in hexadecimal; empty for anything but a file
     */
    record Entry(LayerFile file, String sha256) {}

    /** Indexes a layer, reading it completely. */
    static LayerIndex of(InputStream layer) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Map<Integer, byte[]> kept = new HashMap<>();
        LayerFiles.visit(layer, (file, body) -> {
            String sha256 = "";
            if (file.kind() == FileKind.FILE) {
                MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
                DigestInputStream hashed = new DigestInputStream(body, digest);
                if (KEPT.contains(file.path())) {
                    kept.put(file.number(), hashed.readNBytes(MAX_KEPT));
                }
                hashed.transferTo(OutputStream.nullOutputStream());
                sha256 = HexFormat.of().formatHex(digest.digest());
            }
            entries.add(new Entry(file, sha256));
            return true;
        });
        return new LayerIndex(entries, kept);
    }

    byte[] write() {
        return Json.write(json -> {
            json.writeStartArray();
            json.writeStartArray();
            for (Entry entry : entries) {
                write(json, entry);
            }
            json.writeEndArray();
            json.writeStartArray();
            for (Map.Entry<Integer, byte[]> file : new TreeMap<>(kept).entrySet()) {
                json.writeNumber(file.getKey());
                json.writeBinary(file.getValue());
            }
            json.writeEndArray();
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Entry entry) throws IOException {
        LayerFile file = entry.file();
        json.writeStartArray();
        json.writeString(file.path());
        json.writeString(file.kind().name());
        json.writeNumber(file.mode());
        json.writeNumber(file.user());
        json.writeNumber(file.group());
        json.writeNumber(file.time());
        json.writeNumber(file.size());
        json.writeString(entry.sha256());
        json.writeString(file.target());
        json.writeString(file.device());
        for (Map.Entry<String, String> attribute : new TreeMap<>(file.attributes()).entrySet()) {
            json.writeString(attribute.getKey());
            json.writeString(attribute.getValue());
        }
        json.writeEndArray();
    }

    static LayerIndex read(byte[] bytes) throws IOException {
        return Json.read(bytes, json -> {
            List<Entry> entries = new ArrayList<>();
            json.nextToken();
            json.nextToken();
            while (json.nextToken() == JsonToken.START_ARRAY) {
                entries.add(entry(entries.size(), json));
            }
            Map<Integer, byte[]> kept = new HashMap<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                int number = json.getIntValue();
                json.nextToken();
                kept.put(number, json.getBinaryValue());
            }
            return new LayerIndex(entries, kept);
        });
    }

    private static Entry entry(int number, JsonParser json) throws IOException {
        String path = json.nextTextValue();
        FileKind kind = FileKind.valueOf(json.nextTextValue());
        int mode = json.nextIntValue(0);
        long user = json.nextLongValue(0);
        long group = json.nextLongValue(0);
        long time = json.nextLongValue(0);
        long size = json.nextLongValue(0);
        String sha256 = json.nextTextValue();
        String target = json.nextTextValue();
        String device = json.nextTextValue();
        Map<String, String> attributes = new TreeMap<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            String name = json.getText();
            attributes.put(name, json.nextTextValue());
        }
        return new Entry(
                new LayerFile(number, path, kind, mode, user, group, time, target, size, device, attributes), sha256);
    }
}
