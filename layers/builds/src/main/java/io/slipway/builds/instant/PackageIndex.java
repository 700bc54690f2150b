package io.slipway.builds.instant;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.features.bill.Component;
import io.slipway.packages.archive.FileKind;
import io.slipway.packages.archive.ListedFile;
import io.slipway.packages.archive.ListedFile.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files and components of a package.
 *
 * @param files its files as extracted, by path
 * @param components the packages of other ecosystems in it
 */
record PackageIndex(SortedMap<String, ListedFile> files, SortedSet<Component> components) {
    /** The version of the index; it is part of its name. */
    static final String VERSION = "1";

    PackageIndex {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        components = Collections.unmodifiableSortedSet(new TreeSet<>(components));
    }

    byte[] write() {
        return Json.write(json -> {
            json.writeStartArray();
            json.writeStartArray();
            for (ListedFile file : files.values()) {
                write(json, file);
            }
            json.writeEndArray();
            json.writeStartArray();
            for (Component it : components) {
                for (String text : List.of(it.type(), it.group(), it.name(), it.version())) {
                    json.writeString(text);
                }
            }
            json.writeEndArray();
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, ListedFile file) throws IOException {
        json.writeStartArray();
        json.writeNumber(file.number());
        json.writeString(file.path());
        json.writeString(file.kind().name());
        json.writeNumber(file.mode());
        json.writeNumber(file.size());
        json.writeString(file.sha256());
        json.writeString(file.target());
        if (file.stored().isPresent()) {
            Range range = file.stored().get();
            json.writeNumber(range.from());
            json.writeNumber(range.length());
            json.writeBoolean(range.deflated());
        }
        json.writeEndArray();
    }

    static PackageIndex read(byte[] bytes) throws IOException {
        return Json.read(bytes, json -> {
            SortedMap<String, ListedFile> files = new TreeMap<>();
            json.nextToken();
            json.nextToken();
            while (json.nextToken() == JsonToken.START_ARRAY) {
                ListedFile file = file(json);
                files.put(file.path(), file);
            }
            SortedSet<Component> components = new TreeSet<>();
            json.nextToken();
            List<String> words = new ArrayList<>();
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                words.add(json.getText());
                if (words.size() == 4) {
                    components.add(new Component(words.get(0), words.get(1), words.get(2), words.get(3)));
                    words.clear();
                }
            }
            return new PackageIndex(files, components);
        });
    }

    private static ListedFile file(JsonParser json) throws IOException {
        int number = json.nextIntValue(-1);
        String path = json.nextTextValue();
        FileKind kind = FileKind.valueOf(json.nextTextValue());
        int mode = json.nextIntValue(0);
        long size = json.nextLongValue(0);
        String sha256 = json.nextTextValue();
        String target = json.nextTextValue();
        Optional<Range> stored = Optional.empty();
        if (json.nextToken() != JsonToken.END_ARRAY) {
            long from = json.getLongValue();
            long length = json.nextLongValue(0);
            stored = Optional.of(new Range(from, length, Boolean.TRUE.equals(json.nextBooleanValue())));
            json.nextToken();
        }
        return new ListedFile(number, path, kind, mode, size, sha256, target, stored);
    }
}
