package io.slipway.features.xdt;

/** Puts the transform's element in the place of the first element that is found. */
final class ReplaceTransform extends Transform {
    ReplaceTransform() {
        super("Replace", Scope.FIRST_TARGET);
    }

    @Override
    void apply(Application application) throws XdtException {
        expectNoArguments(application);
        warnIfSeveral(application);
        Layout.replace(element(application), application.context().prepared());
        application.done("Replaced '" + Application.name(application.target()) + "' element");
    }
}
