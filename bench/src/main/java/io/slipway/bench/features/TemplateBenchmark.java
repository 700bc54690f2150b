package io.slipway.bench.features;

import io.slipway.features.run.TemplateFile;
import io.slipway.features.text.TextException;
import io.slipway.features.variables.VariableSet;
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

/** Substitute Variables in Templates: 10,000 tokens per megabyte, from bytes to bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TemplateBenchmark {
    @Param({"1", "10"})
    int size;

    private byte[] template = {};
    private VariableSet variables = ConfigurationFiles.templateVariables();

    @Setup
    public void make() {
        template = ConfigurationFiles.template(size);
        variables = ConfigurationFiles.templateVariables();
    }

    @Benchmark
    public TemplateFile.Outcome substitute() throws TextException, TemplateFile.FailedException {
        return TemplateFile.substitute(template, null, variables);
    }
}
