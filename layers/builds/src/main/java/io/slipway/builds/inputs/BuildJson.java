package io.slipway.builds.inputs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.util.function.Function;

/** Reads and writes the JSON of data that functions and jobs exchange: records as objects, simple values as strings. */
public final class BuildJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(values())
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private BuildJson() {}

    /** Serializes a record of this package. */
    public static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a build's record cannot be written as JSON", e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if the JSON is not one; the message does not quote it
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new IllegalArgumentException("the JSON must be that of a " + type.getSimpleName(), e);
        }
    }

    private static SimpleModule values() {
        SimpleModule module = new SimpleModule();
        text(module, BuildId.class, BuildId::parse, BuildId::toString);
        text(module, Digest.class, Digest::parse, Digest::toString);
        text(module, RepositoryName.class, RepositoryName::parseStored, RepositoryName::stored);
        text(module, Tag.class, Tag::new, Tag::toString);
        module.addSerializer(DeploymentTarget.class, new TargetWriter());
        module.addDeserializer(DeploymentTarget.class, new TargetReader());
        return module;
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<String, T> parse, Function<T, String> write) {
        module.addSerializer(type, new AsText<>(type, write));
        module.addDeserializer(type, new FromText<>(type, parse));
    }

    private static final class AsText<T> extends StdScalarSerializer<T> {
        private final transient Function<T, String> write;

        AsText(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(write.apply(value));
        }
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parse.apply(parser.getValueAsString(""));
        }
    }

    private static final class TargetWriter extends StdScalarSerializer<DeploymentTarget> {
        private static final long serialVersionUID = 1L;

        TargetWriter() {
            super(DeploymentTarget.class);
        }

        @Override
        public void serialize(DeploymentTarget target, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeTree(DeploymentTargetJson.write(target));
        }
    }

    private static final class TargetReader extends StdScalarDeserializer<DeploymentTarget> {
        private static final long serialVersionUID = 1L;

        TargetReader() {
            super(DeploymentTarget.class);
        }

        @Override
        public DeploymentTarget deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return DeploymentTargetJson.read(context.readTree(parser));
        }
    }
}
