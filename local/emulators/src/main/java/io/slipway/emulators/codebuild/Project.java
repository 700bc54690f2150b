package io.slipway.emulators.codebuild;

import java.time.Duration;
import java.util.Map;

/**
 * A CodeBuild project.
 *
 * @param name its name
 * @param buildspec its build specification, as YAML
 * @param environment the variables of every build
 * @param timeout the maximum duration of a build
 */
public record Project(String name, String buildspec, Map<String, String> environment, Duration timeout) {
    public Project {
        environment = Map.copyOf(environment);
    }

    /** Returns this project with another timeout. */
    public Project within(Duration time) {
        return new Project(name, buildspec, environment, time);
    }
}
