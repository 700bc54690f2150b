package io.slipway.bench.features;

import io.slipway.features.structured.Formats;
import io.slipway.features.structured.Formats.NoFormatException;
import io.slipway.features.structured.StructuredVariables;
import io.slipway.features.structured.json.JsonFormat;
import io.slipway.features.structured.properties.PropertiesFormat;
import io.slipway.features.structured.xml.XmlFormat;
import io.slipway.features.structured.yaml.YamlFormat;
import io.slipway.features.text.TextException;
import io.slipway.features.variables.VariableSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Structured Configuration Variables: 1,000 variables, each for a value in the file, from bytes to bytes. As in a
 * real run, nothing is cached between iterations, and each file is first tried as JSON.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class StructuredBenchmark {
    /** A kind of file, with the variables for paths in it. */
    public enum Kind {
        JSON(".json"),
        YAML(".yaml"),
        XML(".xml"),
        PROPERTIES(".properties");

        private final String extension;

        Kind(String extension) {
            this.extension = extension;
        }

        private byte[] file(int megabytes) {
            return switch (this) {
                case JSON -> ConfigurationFiles.json(megabytes);
                case YAML -> ConfigurationFiles.yaml(megabytes);
                case XML -> ConfigurationFiles.xml(megabytes);
                case PROPERTIES -> ConfigurationFiles.properties(megabytes);
            };
        }

        private VariableSet variables() {
            return switch (this) {
                case JSON, YAML -> ConfigurationFiles.hosts("", ":");
                case XML -> ConfigurationFiles.hosts("/settings/", "/");
                case PROPERTIES -> ConfigurationFiles.hosts("", ".");
            };
        }
    }

    @Param({"1", "10"})
    int size;

    @Param
    Kind kind = Kind.JSON;

    private byte[] file = {};
    private VariableSet variables = Kind.JSON.variables();

    @Setup
    public void make() {
        file = kind.file(size);
        variables = kind.variables();
    }

    @Benchmark
    public Formats.Outcome replace() throws NoFormatException, TextException {
        Formats formats =
                new Formats(List.of(new JsonFormat(), new XmlFormat(), new YamlFormat(), new PropertiesFormat()));
        return formats.replace("settings" + kind.extension, file, false, new StructuredVariables(variables));
    }
}
