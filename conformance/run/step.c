#include "conformance/run/step.h"

static bool run_code(struct conform_case *c, const struct conform_step *step)
{
    return step->code(c, step);
}

static bool run_wait(struct conform_case *c, const struct conform_step *step)
{
    return case_wait(c, step->number);
}

static void need_wait(const struct conform_step *step, struct conform_needs *needs)
{
    needs->wait += step->number;
}

const struct conform_verb conform_verb_code = {{"own steps", "专用步骤"}, run_code, {0}, NULL};
const struct conform_verb conform_verb_wait = {{"wait", "等待"}, run_wait, {0}, need_wait};

void conform_steps_run(struct conform_case *c, const struct conform_step *steps, size_t count)
{
    bool goes_on = true;
    for (size_t i = 0; i < count && goes_on; i++) {
        const struct conform_step *step = &steps[i];
        enum conform_verdict before = c->verdict;
        if (step->point)
            case_judge(c);
        else
            case_prepare(c);
        goes_on = step->verb->run(c, step);
        if (c->verdict > before && c->verdict > CONFORM_PASS) {
            c->result->step = (unsigned)i + 1;
            c->result->point = step->point;
            c->result->point_text = step->point ? step->says : step->verb->name;
            c->result->row = step->row;
        }
    }
    case_prepare(c);
}

static void add(struct conform_needs *all, const struct conform_needs *more)
{
    all->features |= more->features;
    all->may_cut |= more->may_cut;
    all->has_password |= more->has_password;
    all->has_wrong_password |= more->has_wrong_password;
    all->puts_relay_back |= more->puts_relay_back;
    all->puts_clock_back |= more->puts_clock_back;
    all->puts_item_back |= more->puts_item_back;
    all->settles += more->settles;
    all->wait += more->wait;
}

struct conform_needs conform_steps_needs(const struct conform_step *steps, size_t count)
{
    struct conform_needs needs = {.features = 0};
    for (size_t i = 0; i < count; i++) {
        add(&needs, &steps[i].verb->needs);
        add(&needs, &steps[i].needs);
        if (steps[i].verb->add_needs)
            steps[i].verb->add_needs(&steps[i], &needs);
        needs.settles += steps[i].manner == CONFORM_SETTLES || steps[i].manner == CONFORM_STAYS;
    }
    return needs;
}
