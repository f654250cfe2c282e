package sekisho.engine;

/// One sign-in as the judges see it: what it showed, what is remembered of the member, what is common
/// among all.
record SignIn(Evidence evidence, AccountHistory history, Population population) {

    boolean onRecognisedDevice() {
        return evidence.device() == DeviceRecognition.RECOGNISED;
    }
}
