"""Addresses of a firm's working papers; below `firms/<code>/`."""

from django.urls import path

from .views import paper_work, papers, population, sampling

urlpatterns = [
    path("papers/<int:paper>/", papers.show, name="paper"),
    path("papers/<int:paper>/write/", papers.write, name="paper_write"),
    path("papers/<int:paper>/review/", papers.review, name="paper_review"),
    path("papers/<int:paper>/approve/", papers.approve, name="paper_approve"),
    path("papers/<int:paper>/return/", papers.send_back, name="paper_return"),
    path("papers/<int:paper>/attach/", papers.attach, name="paper_attach"),
    path("papers/<int:paper>/detach/<int:evidence>/", papers.detach, name="paper_detach"),
    path("papers/<int:paper>/check/<slug:check>/", papers.check, name="paper_check"),
    path("papers/<int:paper>/record.json", paper_work.paper_json, name="paper_json"),
    path("papers/<int:paper>/steps/", paper_work.write_steps, name="paper_steps"),
    path("papers/<int:paper>/notes/", paper_work.note_raise, name="note_raise"),
    path("papers/<int:paper>/notes/<int:note>/answer/", paper_work.note_answer, name="note_answer"),
    path("papers/<int:paper>/notes/<int:note>/clear/", paper_work.note_clear, name="note_clear"),
    path("papers/<int:paper>/references/", paper_work.reference_new, name="reference_new"),
    path(
        "papers/<int:paper>/references/<int:reference>/remove/",
        paper_work.reference_remove,
        name="reference_remove",
    ),
    path("papers/<int:paper>/sample/", sampling.show, name="sample"),
    path("papers/<int:paper>/sample/plan/", sampling.plan, name="sample_plan"),
    path("papers/<int:paper>/sample/population/", population.freeze, name="sample_population"),
    path("papers/<int:paper>/sample/choose/", sampling.choose, name="sample_choose"),
    path("papers/<int:paper>/sample/mark/", sampling.mark, name="sample_mark"),
    path("papers/<int:paper>/sample/again/", sampling.again, name="sample_again"),
    path("runs/<int:run>/", papers.run, name="run"),
    path("runs/<int:run>/cancel/", papers.cancel, name="run_cancel"),
]
