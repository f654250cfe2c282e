package sekisho.engine;

import java.util.List;

/// Looks at one side of a sign-in. What is not known leads to no finding.
interface Judge {
    List<Finding> judge(SignIn signIn);
}
